import { ZustellwerkError } from '../errors.ts';

/** Steps from the top of a configuration to a member: names and list indexes. */
export type ConfigPath = readonly PropertyKey[];

/** A place in a configuration file, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One fault in a configuration: where it stands, what is wrong, and what would be right. */
export interface ConfigFault extends Position {
  readonly file: string;
  /** The member as people write it: `destinations[0].adapter`; empty for the file as a whole. */
  readonly path: string;
  readonly problem: string;
  readonly expected: string;
}

/** The configuration has faults. All of them are in `faults` and in the message; code CONFIG_INVALID. */
export class ConfigError extends ZustellwerkError {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[], options?: { cause?: unknown }) {
    super('CONFIG_INVALID', faults.map(writeFault).join('\n'), options);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** One fault as a line that editors and terminals turn into a link. Line 0: the source has no lines. */
export function writeFault({ file, line, column, path, problem, expected }: ConfigFault): string {
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  return `${place} ${path === '' ? '' : `${path} `}${problem}; expected: ${expected}`;
}

/** `['destinations', 0, 'adapter']` as `destinations[0].adapter`. */
export function writePath(path: ConfigPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
