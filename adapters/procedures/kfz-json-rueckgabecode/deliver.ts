import { createHash } from 'node:crypto';
import { authorizationOf, type DeliveryJob, type Outcome, outcomeOf, recordedCall } from '../../../src/sdk.ts';
import { outcomeOfCode } from './answers.ts';
import type { Options } from './options.ts';

/** One call. Such interfaces answer 200 to everything that they have understood: the code decides. */
export async function deliver({
  message,
  deliveryKey,
  options,
  calls,
  signal,
}: DeliveryJob<Options>): Promise<Outcome> {
  const { id, uuid, xml } = message;
  const envelope = {
    auftrag: deliveryKey,
    nachricht: id,
    nachrichtenUUID: uuid,
    sha256: createHash('sha256').update(xml).digest('hex'),
    inhalt: Buffer.from(xml).toString('base64'),
  };
  const result = await recordedCall(calls, 'call uebergeben', {
    method: 'POST',
    url: options.url,
    body: Buffer.from(JSON.stringify(envelope)),
    headers: { ...authorizationOf(options), 'content-type': 'application/json', accept: 'application/json' },
    signal,
    allowInsecure: options.allowInsecure,
  });
  if (result.kind === 'failed') return outcomeOf(result);
  const answer = `HTTP ${result.status}`;
  return (
    outcomeOf(result) ?? outcomeOfCode(result.body, uuid, answer) ?? { kind: 'unknown', answer: `${answer}, no code` }
  );
}
