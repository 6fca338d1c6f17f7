import { install } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type HttpTarget,
  startTarget,
  type TargetAnswer,
  type TargetRequest,
} from '../../../src/testing/http-target.ts';
import { sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';

install();

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = Buffer.from('<gew:anmeldung xmlns:gew="urn:zustellwerk:gewerbe:1">ä</gew:anmeldung>');
const message = { id: 'zustellwerk-gewerbe/1/0001', uuid, xml };
const head = `nachrichtenUUID=${uuid}\r\neingegangenAm=2026-11-25T10:15:31+01:00\r\nprodukt=Register\r\nhersteller=Muster GmbH\r\n`;

let target: HttpTarget;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target[Symbol.asyncDispose]());

const deliver = () => adapter.deliver(sampleJob(adapter, message, { url: `${target.url}/upload`, token: 'geheim' }));

it('uploads the exact bytes in a form that any server reads, the same in every attempt', async () => {
  const seen: TargetRequest[] = [];
  target.answer((request) => {
    seen.push(request);
    return { status: 200, body: `${head}ergebnis=angenommen\r\naktenzeichen=GEW 17\r\n` };
  });
  const outcome = await deliver();
  expect(outcome).toMatchObject({ kind: 'delivered', fileNumber: 'GEW 17', answer: 'HTTP 200, receipt' });
  expect(String(Buffer.from((outcome as { receipt: Uint8Array }).receipt))).toContain('<q:aktenzeichen>GEW 17<');
  await deliver();
  expect(seen[0]?.body).toEqual(seen[1]?.body);
  const { body, headers } = seen[0] ?? {};
  const sent = new Response(new Uint8Array(body ?? []), {
    headers: { 'content-type': String(headers?.['content-type']) },
  });
  const form = await sent.formData();
  expect([...form.keys()]).toEqual(['schluessel', 'nachricht', 'nachrichtenUUID', 'datei']);
  expect(form.get('schluessel')).toBe('key-1');
  const file = form.get('datei') as File;
  expect([file.name, file.type]).toEqual([`${uuid}.xml`, 'application/xml']);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(xml);
});

it.each<[string, TargetAnswer, object]>([
  [
    'a refusal',
    { status: 200, body: `${head}ergebnis=abgelehnt\nbefund=anlage-fehlt;Es fehlt; die Karte.` },
    { kind: 'rejected', findings: [{ id: 'anlage-fehlt', text: 'Es fehlt; die Karte.' }], receipt: expect.anything() },
  ],
  [
    'a refusal without a reason',
    { status: 200, body: `${head}ergebnis=abgelehnt` },
    { kind: 'unknown', answer: 'HTTP 200, no receipt' },
  ],
  ['no verdict', { status: 200, body: head }, { kind: 'unknown', answer: 'HTTP 200, no receipt' }],
  ['a page', { status: 200, body: '<html>ergebnis=angenommen' }, { kind: 'unknown' }],
  [
    'another message',
    { status: 200, body: 'ergebnis=angenommen\nnachrichtenUUID=x' },
    { kind: 'unknown', answer: 'HTTP 200, receipt for another message' },
  ],
  ['413', { status: 413 }, { kind: 'rejected', findings: [{ id: 'http-413' }] }],
  ['503', { status: 503 }, { kind: 'later' }],
  ['a cut connection', 'cut', { kind: 'unknown', answer: 'connection cut' }],
])('%s', async (_, answer, outcome) => {
  target.answer(() => answer);
  expect(await deliver()).toMatchObject(outcome);
});
