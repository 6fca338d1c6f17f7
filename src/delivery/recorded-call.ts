import { callHttp, type HttpRequest, type HttpResult } from '../transports/https.ts';
import type { CallLog } from './calls.ts';

/**
 * Makes a call and keeps in the attempt's log what was sent and what came back. Never throws.
 *
 * @param step what is done, in a few words.
 */
export async function recordedCall(calls: CallLog, step: string, request: HttpRequest): Promise<HttpResult> {
  const begun = performance.now();
  const result = await callHttp(request);
  calls.record({
    step,
    target: request.url,
    answer: result.kind === 'answer' ? `HTTP ${result.status}` : result.answer,
    milliseconds: performance.now() - begun,
    ...(request.body && { request: request.body }),
    ...(result.kind === 'answer' && { response: result.body }),
  });
  return result;
}
