import {
  authorizationOf,
  type DeliveryJob,
  type HttpAnswer,
  type Outcome,
  outcomeOf,
  recordedCall,
} from '../../../src/sdk.ts';
import { outcomeOfText } from './answers.ts';
import { writeForm } from './form.ts';
import type { Options } from './options.ts';

/** One upload. The text of the answer decides where there is one, else the status does. */
export async function deliver({
  message,
  deliveryKey,
  options,
  calls,
  signal,
}: DeliveryJob<Options>): Promise<Outcome> {
  const fields = { schluessel: deliveryKey, nachricht: message.id, nachrichtenUUID: message.uuid };
  const form = writeForm(fields, { name: 'datei', fileName: `${message.uuid}.xml`, content: message.xml }, deliveryKey);
  const result = await recordedCall(calls, 'upload message', {
    method: 'POST',
    url: options.url,
    body: form.body,
    headers: { ...authorizationOf(options), 'content-type': form.contentType, accept: 'text/plain' },
    signal,
    allowInsecure: options.allowInsecure,
  });
  return result.kind === 'failed' ? outcomeOf(result) : outcomeOfAnswer(result, message.uuid);
}

function outcomeOfAnswer(result: HttpAnswer, uuid: string): Outcome {
  const { status, body } = result;
  const byStatus = outcomeOf(result);
  if (byStatus !== undefined) return byStatus;
  return (
    outcomeOfText(body, uuid, `HTTP ${status}, receipt`) ?? { kind: 'unknown', answer: `HTTP ${status}, no receipt` }
  );
}
