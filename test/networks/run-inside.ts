import { vi } from 'vitest';
import { CommandFailure, type ExitCode } from '../../src/cli/failure.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import type { CliResult } from '../../src/testing/run-cli.ts';

/** Runs a command in this process: to start one takes longer than most of them. */
export async function runInside(command: () => Promise<ExitCode>): Promise<CliResult> {
  const lines: string[] = [];
  using _ = vi.spyOn(console, 'log').mockImplementation((text) => void lines.push(`${text}\n`));
  try {
    return { code: await command(), stdout: lines.join(''), stderr: '' };
  } catch (error) {
    if (!(error instanceof CommandFailure || error instanceof ConfigError)) throw error;
    return {
      code: error instanceof CommandFailure ? error.exitCode : 1,
      stdout: lines.join(''),
      stderr: error.message,
    };
  }
}
