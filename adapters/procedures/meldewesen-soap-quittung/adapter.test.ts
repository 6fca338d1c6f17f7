import { install } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readXml } from '../../../src/messages/xml-read.ts';
import { buildReceipt, type Receipt } from '../../../src/sdk.ts';
import { writeSampleMessage } from '../../../src/simulators/sample-message.ts';
import {
  type HttpTarget,
  startTarget,
  type TargetAnswer,
  type TargetRequest,
} from '../../../src/testing/http-target.ts';
import { newMemory, sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';

install();

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const message = { id: 'xmeld/26.11/1700', uuid, xml: writeSampleMessage(uuid) };
const soap = 'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"';
const product = { name: 'EWO', manufacturer: 'Muster GmbH' };

function envelope(body: string, status = 200): TargetAnswer {
  return { status, body: `<?xml version="1.0"?><s:Envelope ${soap}><s:Header/><s:Body>${body}</s:Body></s:Envelope>` };
}

function receipt(verdict: Partial<Receipt>, messageUuid = uuid): string {
  const said = { messageUuid, receivedAt: '2026-11-25T10:15:31.000+01:00', product, ...verdict };
  return String(Buffer.from(buildReceipt(said) ?? '')).replace(/^<\?xml[^>]*\?>/, '');
}

const fault = (code: string) =>
  envelope(`<s:Fault><faultcode>s:${code}</faultcode><faultstring>Erika</faultstring></s:Fault>`, 500);

let target: HttpTarget;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target[Symbol.asyncDispose]());

const deliver = (answer: TargetAnswer) => {
  target.answer(() => answer);
  return adapter.deliver(sampleJob(adapter, message, { url: target.url }));
};

it('puts the message into an envelope as it is, and keeps the receipt of the answer', async () => {
  const memory = newMemory();
  const seen: TargetRequest[] = [];
  target.answer((request) => {
    seen.push(request);
    return envelope(receipt({ accepted: true, fileNumber: 'MB 17' }));
  });
  const options = { url: target.url, user: 'gateway', password: 'geheim', mandant: 'leer' };
  const outcome = await adapter.deliver(sampleJob(adapter, message, options, memory));
  expect(outcome).toMatchObject({ kind: 'delivered', fileNumber: 'MB 17', answer: 'HTTP 200, receipt' });
  expect(String(Buffer.from((outcome as { receipt: Uint8Array }).receipt))).toMatch(/^<\?xml.*<q:quittung/s);
  expect(memory.calls).toMatchObject([{ step: 'hand message over', answer: 'HTTP 200' }]);

  const { body = Buffer.alloc(0), headers } = seen[0] ?? {};
  expect(headers).toMatchObject({
    'content-type': 'text/xml; charset=utf-8',
    soapaction: '"urn:zustellwerk:schnittstelle:meldewesen-soap:1/uebergabe"',
    authorization: `Basic ${Buffer.from('gateway:geheim').toString('base64')}`,
  });
  const inner = String(Buffer.from(message.xml)).replace(/^<\?xml[^>]*\?>\s*/, '');
  expect(String(body)).toContain(`<v:nachricht>${inner}</v:nachricht>`);
  const operation = readXml(body).children[0]?.children[0];
  expect(operation?.children.map(({ name, text }) => [name, text.trim()])).toEqual([
    ['mandant', 'leer'],
    ['auftrag', 'key-1'],
    ['nachrichtentyp', message.id],
    ['nachricht', ''],
  ]);
  // What has no namespace in the message has none in the envelope.
  expect(operation?.children[3]?.children[0]?.children[0]?.namespace).toBe('');
});

it.each<[string, TargetAnswer, object]>([
  [
    'a refusal',
    envelope(receipt({ refused: true, findings: [{ id: 'x', text: 'y' }] })),
    { kind: 'rejected', findings: [{ id: 'x' }] },
  ],
  [
    'fault Client',
    fault('Client.Schema'),
    { kind: 'rejected', findings: [{ id: 'soap-client' }], answer: 'HTTP 500, SOAP fault Client' },
  ],
  ['fault Server', fault('Server'), { kind: 'later', answer: 'HTTP 500, SOAP fault Server' }],
  ['another fault', fault('Erika Muster'), { kind: 'later', answer: 'HTTP 500, SOAP fault unknown code' }],
  ['500 without an envelope', { status: 500, body: '<html/>' }, { kind: 'later', answer: 'HTTP 500' }],
  ['403', { status: 403 }, { kind: 'rejected', findings: [{ id: 'http-403' }] }],
  ['200 without an envelope', { status: 200, body: 'ok' }, { kind: 'unknown', answer: 'HTTP 200, no SOAP envelope' }],
  ['another body', envelope('<a/>'), { kind: 'unknown', answer: 'HTTP 200, no receipt (not-a-receipt)' }],
  ['a receipt of another message', envelope(receipt({ accepted: true }, crypto.randomUUID())), { kind: 'unknown' }],
  ['a cut connection', 'cut', { kind: 'unknown', answer: 'connection cut' }],
])('%s', async (_, answer, outcome) => {
  expect(await deliver(answer)).toMatchObject(outcome);
});
