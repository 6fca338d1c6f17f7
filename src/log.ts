import { type Logger, pino } from 'pino';

/**
 * The log: JSON lines on stdout. Errors are written with code, message, stack and causes only: what else a library
 * hangs onto an error, such as PostgreSQL's `detail`, may quote a row.
 */
export function createLog(level: string): Logger {
  return pino({ level, base: { name: 'zustellwerk' }, serializers: { err: serializeError } });
}

function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { name, code, message, stack, ...(cause === undefined ? {} : { cause: serializeError(cause) }) };
}
