import {
  createRoutingApi,
  createSubmissionApi,
  createTokenSource,
  environments,
  type KeyTrust,
  type SubmissionApi,
} from '../../fit-connect/index.ts';

/** Where to, and who one is there. Addresses that are left out are those of the environment. */
export interface AccessSettings {
  readonly environment: 'test' | 'stage' | 'production';
  readonly apiVersion: 'v1' | 'v2';
  readonly tokenUrl?: string | undefined;
  readonly submissionApi?: string | undefined;
  readonly serviceIssuers?: readonly string[] | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly trust: KeyTrust;
  /** Ends all that is under way. */
  readonly signal?: AbortSignal | undefined;
}

/** @throws KeyRefused when the trust of TEST is used with an address of STAGE or PROD. */
export function openSubmissionApi(settings: AccessSettings): SubmissionApi {
  const { environment, apiVersion, clientId, clientSecret, trust, serviceIssuers, signal } = settings;
  const { tokenUrl = environments[environment].tokenUrl } = settings;
  return createSubmissionApi({
    version: apiVersion,
    baseUrl: settings.submissionApi ?? environments[environment].submissionApi[apiVersion],
    tokens: createTokenSource({ tokenUrl, clientId, clientSecret }, { signal }),
    trust,
    signal,
    ...(serviceIssuers && { serviceIssuers }),
  });
}

export interface RoutingSettings {
  readonly routingApi?: string | undefined;
  readonly leika: string;
  readonly ars: string;
  /** Base addresses of the self-service portals that may sign addresses. */
  readonly trustedIssuers: readonly string[];
}

/**
 * The destination of a service in an area, by signed information alone.
 *
 * @returns undefined when there is none, or more than one.
 * @throws AddressingRefused and what the client throws
 */
export async function findDestinationId(access: AccessSettings, routing: RoutingSettings): Promise<string | undefined> {
  const { environment, apiVersion, trust, signal } = access;
  const submissionApi = access.submissionApi ?? environments[environment].submissionApi[apiVersion];
  const { leika, ars, trustedIssuers, routingApi: baseUrl = environments[environment].routingApi } = routing;
  const api = createRoutingApi({ baseUrl, trustedIssuers, trustedHosts: [new URL(submissionApi).host], trust, signal });
  const routes = await api.findRoutes(leika, { ars });
  return routes.length === 1 ? routes[0]?.destinationId : undefined;
}
