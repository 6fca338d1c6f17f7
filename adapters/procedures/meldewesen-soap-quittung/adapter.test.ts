import { install } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXml } from '../../../src/messages/xml-read.ts';
import { writeSampleMessage } from '../../../src/simulators/sample-message.ts';
import { startSoap } from '../../../src/simulators/targets/soap.ts';
import {
  type HttpTarget,
  startTarget,
  type TargetAnswer,
  type TargetRequest,
} from '../../../src/testing/http-target.ts';
import { conformanceOfOurs } from '../../../src/testing/own-adapter.ts';
import { sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';
import rig from './rig.ts';

install();

conformanceOfOurs('meldewesen-soap-quittung', rig);

describe('beside what every adapter does, a SOAP service', () => {
  const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
  const message = { id: 'xmeld/26.11/1700', uuid, xml: writeSampleMessage(uuid) };

  let target: HttpTarget;
  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target[Symbol.asyncDispose]());

  it('gets the message in an envelope as it is, and tenant, key and type beside it', async () => {
    const seen: TargetRequest[] = [];
    target.answer((request) => {
      seen.push(request);
      return { status: 503 };
    });
    const options = { url: target.url, user: 'gateway', password: 'geheim', mandant: 'leer' };
    await adapter.deliver(sampleJob(adapter, message, options));

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

  it('keeps the receipt of the body as a document of its own', async () => {
    const register = await startSoap();
    const outcome = await adapter.deliver(sampleJob(adapter, message, register.options));
    await register.close();
    expect(outcome).toMatchObject({ kind: 'delivered', fileNumber: 'SIM-000001', answer: 'HTTP 200, receipt' });
    expect(String(Buffer.from((outcome as { receipt: Uint8Array }).receipt))).toMatch(/^<\?xml.*<q:quittung/s);
  });

  const envelope = (body: string, status = 200): TargetAnswer => ({
    status,
    body: `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body>${body}</s:Body></s:Envelope>`,
  });
  const fault = (code: string) =>
    envelope(`<s:Fault><faultcode>s:${code}</faultcode><faultstring>Erika</faultstring></s:Fault>`, 500);

  it.each<[string, TargetAnswer, object]>([
    [
      'fault Client',
      fault('Client.Schema'),
      { kind: 'rejected', findings: [{ id: 'soap-client' }], answer: 'HTTP 500, SOAP fault Client' },
    ],
    ['fault MustUnderstand', fault('MustUnderstand'), { kind: 'rejected', findings: [{ id: 'soap-mustunderstand' }] }],
    [
      'fault VersionMismatch',
      fault('VersionMismatch'),
      { kind: 'rejected', findings: [{ id: 'soap-versionmismatch' }] },
    ],
    ['fault Server', fault('Server'), { kind: 'later', answer: 'HTTP 500, SOAP fault Server' }],
    ['another fault', fault('Erika Muster'), { kind: 'later', answer: 'HTTP 500, SOAP fault unknown code' }],
    ['403', { status: 403 }, { kind: 'rejected', findings: [{ id: 'http-403' }] }],
    ['200 without an envelope', { status: 200, body: 'ok' }, { kind: 'unknown', answer: 'HTTP 200, no SOAP envelope' }],
    ['another body', envelope('<a/>'), { kind: 'unknown', answer: 'HTTP 200, no receipt (not-a-receipt)' }],
  ])('%s', async (_, answer, outcome) => {
    target.answer(() => answer);
    expect(await adapter.deliver(sampleJob(adapter, message, { url: target.url }))).toMatchObject(outcome);
  });
});
