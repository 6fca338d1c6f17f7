const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host not found',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'no connection in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  ECONNRESET: 'connection cut',
  EPIPE: 'connection cut',
  UND_ERR_SOCKET: 'connection cut',
  ECONNECTION: 'connection cut',
  EDNS: 'host not found',
  ADDRESS_REFUSED: 'address neither public nor allowed',
};

const tlsCode = /^(ERR_TLS|ERR_SSL|CERT_|CRL_|DEPTH_|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/;

/**
 * What stopped a network exchange, in a few words for the operator. Only codes are looked at: messages may quote
 * addresses, headers or content.
 */
export function describeFailure(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'no answer in time';
  if (isBlockedPort(error)) return 'a port that HTTP clients refuse';
  const code = codeOf(error);
  if (code === undefined) return 'connection failed';
  return words[code] ?? (tlsCode.test(code) ? `TLS failed (${code})` : `connection failed (${code})`);
}

/** Ports of other protocols, such as 1 or 25 (Fetch Standard, "port blocking"): `fetch` opens no connection to them. */
export function isBlockedPort(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === 'bad port';
}

/** The code nearest to the root: `fetch` wraps what undici wraps, and several addresses fail in one AggregateError. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const inner = codeOf(error.cause) ?? (error instanceof AggregateError ? codeOf(error.errors[0]) : undefined);
  if (inner !== undefined) return inner;
  return 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code)
    ? error.code
    : undefined;
}
