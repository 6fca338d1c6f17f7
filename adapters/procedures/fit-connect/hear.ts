import { type CallbackCall, fitConnect } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** A callback of the service: authenticated by the secret that was handed over with the submission. */
export function hear({ headers, body, options, now }: CallbackCall<Options>): 'heard' | 'not-authentic' | 'malformed' {
  try {
    fitConnect.verifyCallback({ headers, body }, { secret: options.callback?.secret ?? '', now: () => now });
    fitConnect.readCallback(body);
    return 'heard';
  } catch (error) {
    if (error instanceof fitConnect.CallbackRefused) return 'not-authentic';
    if (error instanceof fitConnect.CallbackMalformed) return 'malformed';
    throw error;
  }
}
