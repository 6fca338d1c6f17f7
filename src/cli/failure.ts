import { ConfigError, writeFault } from '../config/config-error.ts';
import { ZustellwerkError } from '../errors.ts';

/** How every command ends. */
export const exitCodes = {
  fine: 0,
  /** The answer is no: refused, invalid, not found, differs. */
  refused: 1,
  /** The question could not be asked: wrong usage, unreadable file, no gateway, no database. */
  cannotRun: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeHelp =
  '\nExit codes: 0 fine · 1 refused, invalid or not found · 2 wrong usage, or it could not run';

/** An expected end of a command: a message for people, on stderr, and an exit code. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
  }
}

export function cannotRun(message: string, cause?: unknown): CommandFailure {
  return new CommandFailure(exitCodes.cannotRun, message, { cause });
}

export function refuse(message: string): CommandFailure {
  return new CommandFailure(exitCodes.refused, message);
}

/**
 * Makes a commander action of a command: its exit code becomes that of the process, what it expects to fail is told
 * without a stack trace, and everything else is a bug and keeps its stack.
 */
export function runCommand<Given extends unknown[]>(command: (...given: Given) => Promise<ExitCode>) {
  return async (...given: Given): Promise<void> => {
    try {
      process.exitCode = await command(...given);
    } catch (error) {
      console.error(explain(error));
      process.exitCode = error instanceof CommandFailure ? error.exitCode : exitCodes.cannotRun;
    }
  };
}

function explain(error: unknown): string {
  if (error instanceof CommandFailure) return error.message;
  if (error instanceof ConfigError) return error.faults.map(writeFault).join('\n');
  if (error instanceof ZustellwerkError) return `${error.message} (${error.code})`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
