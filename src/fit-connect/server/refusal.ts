/**
 * A request that is not served: answered as `application/problem+json` (RFC 7807). Types that the documentation of
 * FIT-Connect does not name are `about:blank`, which means the status itself; the detail says what is wrong.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: RefusalStatus;
  readonly type: string;
  /** Further members of the problem. */
  readonly members: Readonly<Record<string, string>>;

  constructor(status: RefusalStatus, detail: string, more: { type?: KnownType; issue?: string } = {}) {
    super(detail);
    this.status = status;
    this.type = more.type ? `https://schema.fitko.de/fit-connect/submission-api/problems/${more.type}` : 'about:blank';
    this.members = more.issue === undefined ? {} : { issue: more.issue };
  }
}

/** Seen at the service. */
type KnownType = 'submission-not-found' | 'destination-not-found' | 'destination-state-invalid';

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
} as const;

export type RefusalStatus = keyof typeof titles;

export function answerRefusal({ status, type, message, members }: Refusal): Response {
  const body = { type, title: titles[status], status, detail: message, ...members };
  const headers = { 'content-type': 'application/problem+json' };
  return new Response(JSON.stringify(body), {
    status,
    headers: status === 401 ? { ...headers, 'www-authenticate': 'Bearer' } : headers,
  });
}
