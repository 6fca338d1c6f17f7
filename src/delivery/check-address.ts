import type { Connections } from '../transports/connections.ts';
import { authorizationOf, type HttpAccess } from '../transports/http-options.ts';
import { callHttp } from '../transports/https.ts';
import type { CheckFault } from './adapter.ts';

/**
 * Whether an address answers, and takes the token or the user, by a GET that changes nothing. Whatever else it says is the
 * procedure's affair. Never throws.
 */
export async function checkAddress(
  access: HttpAccess,
  signal: AbortSignal,
  connections?: Connections,
): Promise<readonly CheckFault[]> {
  const { url, allowInsecure, token, user } = access;
  const headers = authorizationOf(access);
  const result = await callHttp({
    url,
    method: 'GET',
    headers,
    signal,
    allowInsecure,
    ...(connections && { connections }),
  });
  if (result.kind === 'failed') {
    return [{ option: ['url'], problem: result.answer, remedy: 'Check the address, the way there, and certificates.' }];
  }
  const isRefused = result.status === 401 || result.status === 403;
  if (!isRefused || (token === undefined && user === undefined)) return [];
  const option = token === undefined ? 'password' : 'token';
  return [{ option: [option], problem: `HTTP ${result.status}`, remedy: 'Ask the vendor for a login that is valid.' }];
}
