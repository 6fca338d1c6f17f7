import {
  authorizationOf,
  buildReceipt,
  type DeliveryJob,
  type HttpAnswer,
  type Outcome,
  outcomeOf,
  outcomeOfFault,
  outcomeOfReceipt,
  readReceiptElement,
  readSoap,
  recordedCall,
  writeSoap,
} from '../../../src/sdk.ts';
import type { Options } from './options.ts';

const namespace = 'urn:zustellwerk:schnittstelle:meldewesen-soap:1';

/** One call. An envelope says more than the HTTP status: faults come with 500, whatever they mean (SOAP 1.1, section 6.2). */
export async function deliver({
  message,
  deliveryKey,
  options,
  calls,
  signal,
}: DeliveryJob<Options>): Promise<Outcome> {
  const fields = {
    ...(options.mandant !== undefined && { mandant: options.mandant }),
    auftrag: deliveryKey,
    nachrichtentyp: message.id,
  };
  const result = await recordedCall(calls, 'hand message over', {
    method: 'POST',
    url: options.url,
    body: writeSoap({ namespace, name: 'uebergabe', fields, holder: 'nachricht', message: message.xml }),
    headers: {
      ...authorizationOf(options),
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"${namespace}/uebergabe"`,
    },
    signal,
    allowInsecure: options.allowInsecure,
  });
  return result.kind === 'failed' ? outcomeOf(result) : outcomeOfAnswer(result, message.uuid);
}

function outcomeOfAnswer(result: HttpAnswer, uuid: string): Outcome {
  const { status, body } = result;
  const byStatus = outcomeOf(result);
  const soap = readSoap(body);
  if (soap?.kind === 'fault') return outcomeOfFault(soap.code, status);
  if (byStatus !== undefined) return byStatus;
  if (soap === undefined) return { kind: 'unknown', answer: `HTTP ${status}, no SOAP envelope` };
  const reading = readReceiptElement(soap.document);
  if (reading.kind === 'unreadable')
    return { kind: 'unknown', answer: `HTTP ${status}, no receipt (${reading.reason})` };
  const kept = buildReceipt(reading.receipt) ?? body;
  return outcomeOfReceipt(reading.receipt, kept, uuid, `HTTP ${status}, receipt`);
}
