import type { HttpPorts } from '../http/send.ts';
import type { TokenSource } from '../http/token.ts';
import type { ApiVersion } from '../jwe/header.ts';
import { checkTrust, type KeyTrust } from '../jwk/trust.ts';
import { createCall } from './call.ts';
import { createEventLogApi, type EventLogApi } from './event-log.ts';
import { createSenderApi, type SenderApi } from './sender.ts';
import { createSubscriberApi, type SubscriberApi } from './subscriber.ts';

export interface SubmissionApiOptions extends HttpPorts {
  readonly version: ApiVersion;
  /** Without version and without a slash at the end; see `environments`. */
  readonly baseUrl: string;
  readonly tokens: TokenSource;
  readonly trust: KeyTrust;
  /** What the service calls itself in `iss`; default the base URL. */
  readonly serviceIssuers?: readonly string[] | undefined;
}

/** For senders and subscribers; each needs a client registration of its own. */
export type SubmissionApi = SenderApi & SubscriberApi & EventLogApi;

/**
 * A client of the Submission API, version 1 or 2.
 *
 * @throws KeyRefused when the trust of TEST is used with an address of STAGE or PROD.
 *
 * @example
 * const { test } = environments;
 * const tokens = createTokenSource({ tokenUrl: test.tokenUrl, clientId, clientSecret });
 * const trust = { environment: 'test' } as const;
 * const api = createSubmissionApi({ version: 'v2', baseUrl: test.submissionApi.v2, tokens, trust });
 * for (const ids of await api.listSubmissions(destinationId)) console.log(ids.submissionId);
 */
export function createSubmissionApi(options: SubmissionApiOptions): SubmissionApi {
  const { version, tokens, trust } = options;
  const baseUrl = options.baseUrl.replace(/\/$/, '');
  checkTrust(trust, baseUrl);
  const call = createCall(baseUrl, version, tokens, options);
  const log = createEventLogApi(call, { ...options, baseUrl });
  return { ...log, ...createSenderApi(call, log, options), ...createSubscriberApi(call, log) };
}
