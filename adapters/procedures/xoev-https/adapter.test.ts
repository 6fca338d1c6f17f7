import { describe, expect, it } from 'vitest';
import { startHttpTarget } from '../../../src/kit.ts';
import { testJob } from '../../../src/testing/delivery-job.ts';
import { conformanceOfOurs } from '../../../src/testing/own-adapter.ts';
import adapter from './adapter.ts';
import rig from './rig.ts';

conformanceOfOurs('xoev-https', rig);

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const receipt = `<quittung xmlns="urn:zustellwerk:quittung:1" produkt="P" produkthersteller="H" standard="Zustellwerk-Quittung"
  version="1"><nachrichtenUUID>${uuid.toUpperCase()}</nachrichtenUUID><eingegangenAm>2026-03-01T12:00:00Z</eingegangenAm>
  <ergebnis><angenommen/></ergebnis></quittung>`;

/** Delivers to a procedure that answers so; the headers that it got, and the outcome. */
async function deliver(options: object, status: number, body = receipt) {
  const headers: (string | null)[] = [];
  const names = ['authorization', 'content-type', 'idempotency-key', 'zustellwerk-message'];
  const answer = (call: { headers: Headers }) => {
    headers.push(...names.map((name) => call.headers.get(name)));
    return { status, body };
  };
  const step = { name: 'post', method: 'POST', path: '/nachrichten', answer };
  const parts = { name: 'vendor', options: () => ({}), held: () => [], forget: () => {} };
  const target = await startHttpTarget({ ...parts, steps: [step] });
  const content = () => ({ head: {}, data: {}, files: [] });
  const message = { id: 'xmeld/26.11/1700', uuid, xml: Buffer.from('<a/>'), content };
  const checked = adapter.options.parse({ url: `${target.url}/nachrichten`, ...options });
  const parties = { message, deliveryKey: 'key-1', attempt: 1, options: checked, signal: AbortSignal.timeout(10_000) };
  const outcome = await adapter.deliver(testJob(parties));
  await target.close();
  return { outcome, headers };
}

describe('beside what every adapter does', () => {
  it.each([
    [{ token: 'geheim' }, 'Bearer geheim'],
    [{ user: 'zustellwerk', password: 'pässe:1' }, `Basic ${Buffer.from('zustellwerk:pässe:1').toString('base64')}`],
    [{}, null],
  ])('sends its headers with %j, and compares UUIDs without regard to case', async (options, authorization) => {
    const { outcome, headers } = await deliver(options, 200);
    expect(headers).toEqual([authorization, 'application/xml; charset=utf-8', 'key-1', 'xmeld/26.11/1700']);
    expect(outcome).toEqual({ kind: 'delivered', receipt: Buffer.from(receipt), answer: 'HTTP 200, receipt' });
  });

  it('does not believe a 422 that accepts, and quotes no page', async () => {
    const { outcome } = await deliver({}, 422);
    expect(outcome).toEqual({ kind: 'unknown', answer: 'HTTP 422, receipt that accepts' });
    const page = await deliver({}, 404, '<html>Erika Mustermann</html>');
    expect(page.outcome).toEqual({ kind: 'rejected', findings: [{ id: 'http-404' }], answer: 'HTTP 404' });
  });
});
