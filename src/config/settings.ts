import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { explainIssues } from './explain-issues.ts';
import { pattern, text, wholeNumber } from './fields.ts';

/** A number from a variable: digits only, because `Number('')` is 0 and `Number('0x10')` is 16. */
function numberBetween(min: number, max: number) {
  const what = `a whole number from ${min} to ${max}`;
  return pattern(/^\d{1,9}$/, what)
    .transform(Number)
    .pipe(wholeNumber(min, max));
}

/** Everything that the process reads from its environment, by variable; the descriptions are the documentation. */
export const settingsSchema = z.object({
  ZUSTELLWERK_CONFIG: text('the path of a network file')
    .default('config/network.yaml')
    .describe(
      'Path of the network file, or of a folder with a `network.yaml`, or with a folder like that for each of several networks.',
    ),
  ZUSTELLWERK_DATA: text('the path of a folder')
    .default('.zustellwerk')
    .describe('Data folder: private database and key file. It is created when it is missing.'),
  DATABASE_URL: pattern(/^postgres(ql)?:\/\/\S+$/, 'postgresql://user:password@host:port/database')
    .optional()
    .describe('PostgreSQL server to use; absent: a private one is started in the data folder.'),
  ZUSTELLWERK_DATABASE_POOL: numberBetween(1, 1_000)
    .prefault('10')
    .describe('Most connections that this process opens to the database.'),
  HOST: text('a host name or address').default('127.0.0.1').describe('Address to listen on.'),
  PORT: numberBetween(0, 65_535).prefault('8080').describe('TCP port to listen on; 0 takes a free one.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'trace, debug, info, warn, error, fatal or silent',
    })
    .default('info')
    .describe('Least severe level that is logged.'),
  ZUSTELLWERK_SEAL_KEY: pattern(/^(env|file):.+$/, 'a reference to the key, env:NAME or file:path')
    .optional()
    .describe(
      'Reference (env:NAME or file:path) to the key that seals content; absent: a key file in the data folder.',
    ),
  ZUSTELLWERK_SCANNER: pattern(/^(\/.+|[^/\s]+:\d+)$/, 'host:port, or the path of a unix socket')
    .optional()
    .describe(
      'Malware scanner (clamd) that files go through: of portals, of FIT-Connect, and of replies; absent: none.',
    ),
  ZUSTELLWERK_SCANNER_DOWN: z
    .enum(['refuse', 'accept'], { error: 'refuse or accept' })
    .default('refuse')
    .describe(
      'What happens to a file while the scanner cannot tell: `refuse` answers 503, and keeps what nobody waits for.',
    ),
});

/** The settings of one process. Names as in the environment, in the style of the code. */
export interface Settings {
  readonly config: string;
  readonly data: string;
  readonly databaseUrl: string | undefined;
  readonly databasePool: number;
  readonly host: string;
  readonly port: number;
  readonly logLevel: z.output<typeof settingsSchema>['LOG_LEVEL'];
  readonly sealKey: string | undefined;
  /** Address of the malware scanner, and whether files are taken while it cannot tell. */
  readonly scanner: { readonly address: string; readonly acceptsUnknown: boolean } | undefined;
}

/**
 * Reads the settings; an empty variable counts as absent, as container tools can only empty one.
 *
 * @throws ConfigError with every fault. No value is shown: a database URL holds a password.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = settingsSchema.safeParse(given);
  if (!result.success) {
    throw new ConfigError(
      explainIssues(result.error.issues, given, false).map(({ path, problem, expected }) => ({
        file: 'environment',
        line: 0,
        column: 0,
        path: path.join('.'),
        problem,
        expected,
      })),
    );
  }
  const read = result.data;
  return Object.freeze({
    config: read.ZUSTELLWERK_CONFIG,
    data: read.ZUSTELLWERK_DATA,
    databaseUrl: read.DATABASE_URL,
    databasePool: read.ZUSTELLWERK_DATABASE_POOL,
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    sealKey: read.ZUSTELLWERK_SEAL_KEY,
    scanner:
      read.ZUSTELLWERK_SCANNER === undefined
        ? undefined
        : { address: read.ZUSTELLWERK_SCANNER, acceptsUnknown: read.ZUSTELLWERK_SCANNER_DOWN === 'accept' },
  });
}
