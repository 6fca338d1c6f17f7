import { FitConnectError } from '../errors.ts';

/** Problem details (RFC 9457) of an answer, as far as it had any. */
export interface ApiProblem {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  /** What a 422 of an event says. */
  readonly issue?: unknown;
}

/** The other side answered, and refused. */
export class ApiRefused extends FitConnectError {
  readonly code = 'API_REFUSED';
  readonly status: number;
  readonly problem: ApiProblem;

  constructor(request: string, status: number, problem: ApiProblem) {
    super(`${request} was answered with ${status}${problem.type ? `, ${problem.type}` : ''}.`);
    this.status = status;
    this.problem = problem;
  }
}

/** No answer came, or none that can be read, after all tries. Whether the request took effect is not known. */
export class ApiUnreachable extends FitConnectError {
  readonly code = 'API_UNREACHABLE';

  constructor(request: string, cause: unknown) {
    super(`${request} got no answer.`, { cause });
  }
}

/** The other side asks to wait longer than this call may. Nothing took effect. */
export class ApiRateLimited extends FitConnectError {
  readonly code = 'API_RATE_LIMITED';
  readonly retryAt: Date;

  constructor(request: string, retryAt: Date) {
    super(`${request} is rate limited until ${retryAt.toISOString()}.`);
    this.retryAt = retryAt;
  }
}

/** The answer is not of the form that the protocol promises. */
export class ApiAnswerUnreadable extends FitConnectError {
  readonly code = 'API_ANSWER_UNREADABLE';

  constructor(request: string) {
    super(`${request} was answered in an unknown form.`);
  }
}

/** No access token: client id or secret are wrong, or the client is connected to no destination. */
export class TokenRefused extends FitConnectError {
  readonly code = 'TOKEN_REFUSED';
  readonly status: number;

  constructor(status: number, error: string | undefined) {
    super(`No access token: ${status}${error ? `, ${error}` : ''}.`);
    this.status = status;
  }
}

/**
 * A submission or an event may or may not have taken effect, and the event log could not be read. Read it later, before
 * anything is sent again.
 */
export class OutcomeUnknown extends FitConnectError {
  readonly code = 'OUTCOME_UNKNOWN';

  constructor(what: string, cause: unknown) {
    super(`Whether ${what} took effect is not known.`, { cause });
  }
}
