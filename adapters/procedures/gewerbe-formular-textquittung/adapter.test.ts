import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpTarget, startTarget, type TargetRequest } from '../../../src/testing/http-target.ts';
import { conformanceOfOurs } from '../../../src/testing/own-adapter.ts';
import { sampleJob } from '../../../src/testing/sample-job.ts';
import adapter from './adapter.ts';
import rig from './rig.ts';

conformanceOfOurs('gewerbe-formular-textquittung', rig);

describe('beside what every adapter does', () => {
  const uuid = crypto.randomUUID();
  const message = { id: 'zustellwerk-gewerbe/1/0001', uuid, xml: Buffer.from('<a>ä</a>') };
  const head = `nachrichtenUUID=${uuid}\neingegangenAm=2026-11-25T10:15:31+01:00\nprodukt=Register\nhersteller=Muster GmbH\n`;

  let target: HttpTarget;
  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target[Symbol.asyncDispose]());

  const deliver = () => adapter.deliver(sampleJob(adapter, message, { url: target.url }));

  it('fills in a form that any server reads, byte for byte the same in every attempt', async () => {
    const seen: TargetRequest[] = [];
    target.answer((request) => {
      seen.push(request);
      return { status: 200, body: `${head}ergebnis=angenommen\r\naktenzeichen=GEW 17\r\n` };
    });
    expect(await deliver()).toMatchObject({ kind: 'delivered', fileNumber: 'GEW 17', answer: 'HTTP 200, receipt' });
    await deliver();
    const { body = Buffer.alloc(0), headers } = seen[0] ?? {};
    expect(body.equals(seen[1]?.body ?? Buffer.alloc(0))).toBe(true);
    const sent = { headers: { 'content-type': String(headers?.['content-type']) } };
    const fields = [...(await new Response(new Uint8Array(body), sent).formData())];
    expect(fields.slice(0, 3)).toEqual([
      ['schluessel', 'key-1'],
      ['nachricht', message.id],
      ['nachrichtenUUID', uuid],
    ]);
    const [name, file] = fields[3] as [string, File];
    expect([name, file.name, file.type, await file.text()]).toEqual([
      'datei',
      `${uuid}.xml`,
      'application/xml',
      '<a>ä</a>',
    ]);
  });

  it.each([
    [
      'a refusal, with semicolons',
      `${head}ergebnis=abgelehnt\nbefund=anlage-fehlt;Es fehlt; die Karte.`,
      { kind: 'rejected', findings: [{ id: 'anlage-fehlt', text: 'Es fehlt; die Karte.' }] },
    ],
    ['a refusal without a reason', `${head}ergebnis=abgelehnt`, { kind: 'unknown', answer: 'HTTP 200, no receipt' }],
    ['no verdict', head, { kind: 'unknown', answer: 'HTTP 200, no receipt' }],
    ['a page that claims it', `${head}<p>ergebnis=angenommen`, { kind: 'unknown' }],
  ])('reads %s', async (_, body, outcome) => {
    target.answer(() => ({ status: 200, body }));
    expect(await deliver()).toMatchObject(outcome);
  });
});
