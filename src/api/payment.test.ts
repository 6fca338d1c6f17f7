import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseUnpaid } from '../store/payments.ts';
import { networkWith } from '../testing/network-file.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

const start = new Date('2026-11-25T10:00:00Z');
let house: TestGateway;
let key: string;
let foreign: string;

beforeAll(async () => {
  const services = [
    { service: 'generischer-antrag', fee: { amount: 3000, due: 'before', term: '7d' } },
    { service: 'meldebescheinigung', fee: { amount: 1000 } },
  ];
  house = await openTestGateway({ config: networkWith({}, { services }), now: () => start });
  await house.gateway.worker.stop(0);
  key = await house.key('portal', 'kreisportal');
  foreign = await house.key('portal', 'formularportal');
});
afterAll(() => house[Symbol.asyncDispose]());

const paid = {
  provider: 'pmPayment',
  transactionId: 'T-1',
  amount: 3000,
  currency: 'EUR',
  method: 'PAYPAL',
  at: '2026-11-25T10:05:00Z',
  status: 'PAYED',
  treasuryReference: '4711',
};
const application = {
  serviceId: 'generischer-antrag',
  region: '034570013013',
  profile: 'native',
  data: { request: 'Die Laterne vor dem Haus ist dunkel.' },
};

interface Answer {
  readonly id: string;
  readonly state: string;
  readonly warnings?: { pointer: string; rule: string }[];
  readonly errors?: { pointer: string; rule: string; detail: string }[];
}
async function post(body: object, headers: Record<string, string> = {}) {
  const response = await house.call('/v1/submissions', { key, body, headers });
  return { status: response.status, ...((await response.json()) as Answer) };
}
async function patch(id: string, body: unknown, by = key) {
  const headers = { 'accept-language': 'en' };
  const response = await house.call(`/v1/submissions/${id}`, { key: by, method: 'PATCH', body, headers });
  return { status: response.status, ...((await response.json()) as Answer & { type?: string; changed?: boolean }) };
}
async function read(id: string) {
  const response = await house.call(`/v1/submissions/${id}`, { key });
  return (await response.json()) as { state: string; message: { uuid: string }; delivery: { state: string } };
}
async function eventsOf(id: string) {
  const response = await house.call(`/v1/submissions/${id}/events`, { key });
  const { events } = (await response.json()) as { events: { type: string }[] };
  return events.map(({ type }) => type);
}
const rulesOf = ({ errors = [] }: Answer) => errors.map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('a fee that is due before', () => {
  it('holds what is not paid, and the payment lets it go, in the message', async () => {
    const { id, ...accepted } = await post(application, { 'idempotency-key': 'pay-1' });
    expect(accepted).toMatchObject({
      status: 202,
      state: 'held',
      warnings: [{ pointer: '/payment', rule: 'payment-due' }],
    });
    expect(await post(application, { 'idempotency-key': 'pay-1' })).toMatchObject({ id, state: 'held' });
    expect(await read(id)).toMatchObject({
      state: 'held',
      delivery: { state: 'blocked' },
      payment: { status: null, amount: null, fee: 3000, refund: false },
    });
    expect(await patch(id, { payment: paid })).toEqual({ status: 200, id, state: 'in-delivery', changed: true });
    expect(await patch(id, { payment: paid })).toMatchObject({ status: 200, changed: false });
    const after = await read(id);
    expect(after).toMatchObject({ state: 'in-delivery', delivery: { state: 'waiting' }, payment: { status: 'PAYED' } });
    const message = await house.call(`/v1/submissions/${id}/messages/${after.message.uuid}`, { key });
    expect(await message.text()).toMatch(
      /<ant:bezahldienst>pmPayment<[\s\S]*<ant:betrag>30<[\s\S]*<ant:kassenzeichen>4711</,
    );
    expect(await eventsOf(id)).toEqual(['received', 'held', 'paid', 'superseded', 'mapped-again']);
    expect(await post(application, { 'idempotency-key': 'pay-1' })).toMatchObject({ id, state: 'received' });
  });

  it('is not paid by what is not booked, too little, of the wrong shape, or by another portal', async () => {
    const { id } = await post(application);
    expect(rulesOf(await patch(id, { payment: { ...paid, status: 'INITIAL' } }))).toEqual(['/payment payment-due']);
    const little = await patch(id, { payment: { ...paid, amount: 2999 } });
    expect(rulesOf(little)).toEqual(['/payment/amount payment-amount']);
    expect(little.errors?.[0]?.detail).toBe('The fee is 30.00 EUR; 29.99 EUR were paid.');
    expect(rulesOf(await patch(id, { payment: { ...paid, amount: 30.5, status: 'PAID' } }))).toEqual([
      '/payment/amount type',
      '/payment/status choice',
    ]);
    expect(await patch(id, { payment: paid, data: {} })).toMatchObject({ status: 400 });
    const [other, missing] = [
      await patch(id, { payment: paid }, foreign),
      await patch(start.toISOString(), { payment: paid }),
    ];
    expect([other.status, missing.status]).toEqual([404, 404]);
    expect(await read(id)).toMatchObject({ state: 'held' });
  });

  it('that was paid at once lets it go at once; BOOKED is the word of FIT-Connect for it', async () => {
    const accepted = await post({ ...application, payment: { ...paid, status: 'BOOKED' } });
    expect(accepted).toMatchObject({ status: 202, state: 'received' });
    expect(await read(accepted.id)).toMatchObject({ payment: { status: 'PAYED', amount: 3000 } });
    expect(rulesOf(await post({ ...application, payment: { ...paid, amount: 1 } }))).toEqual([
      '/payment/amount payment-amount',
    ]);
    const more = await post({ ...application, payment: { ...paid, amount: 6000 } });
    expect(more.warnings).toMatchObject([{ pointer: '/payment/amount', rule: 'payment-amount' }]);
  });

  it('that is not paid within its term refuses it', async () => {
    const { id } = await post(application);
    const { pool } = house.gateway.database;
    const later = (days: number) => new Date(start.getTime() + days * 86_400_000);
    expect(await refuseUnpaid(pool, later(6.9))).toBe(0);
    expect(await refuseUnpaid(pool, later(7))).toBeGreaterThan(0);
    expect(await read(id)).toMatchObject({ state: 'rejected', payment: { refund: false } });
    expect((await eventsOf(id)).at(-1)).toBe('rejected');
    expect(await patch(id, { payment: paid })).toMatchObject({ status: 409, type: '/problems/not-held' });
  });
});

it('what was paid and then withdrawn is to be given back', async () => {
  const { id } = await post({ ...application, payment: paid });
  const { data: _, ...about } = application;
  const withdrawal = { ...about, data: {}, relatesTo: { submission: id, kind: 'withdrawal' } };
  expect((await post(withdrawal)).status).toBe(202);
  expect(await read(id)).toMatchObject({ state: 'withdrawn', payment: { refund: true } });
});

it('a fee that is due later holds nothing, also where the message has no place for a payment', async () => {
  expect(await post(sampleSubmission())).toMatchObject({ status: 202, state: 'received' });
  const accepted = await post(sampleSubmission({ payment: { ...paid, amount: 1000 } }));
  expect(await read(accepted.id)).toMatchObject({ payment: { status: 'PAYED', amount: 1000, fee: 1000 } });
});
