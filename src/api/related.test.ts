import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatedProcedure, startProcedure } from '../simulators/procedure.ts';
import { writeStatus } from '../simulators/status-reply.ts';
import { claimDeliveries } from '../store/claim-deliveries.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';

/** Supplements and withdrawals: submissions that follow an earlier one. */

let procedure: SimulatedProcedure;
/** Delivers what it takes. */
let house: TestGateway;
/** Takes, and never delivers by itself. */
let still: TestGateway;
const keys = new Map<TestGateway, { portal: string; other: string; office: string }>();
let dogTax: Record<string, unknown>;

beforeAll(async () => {
  procedure = await startProcedure({ token: 'secret' });
  house = await openTestGateway({ url: procedure.url });
  still = await openTestGateway({ url: procedure.url });
  await still.gateway.worker.stop(0);
  for (const each of [house, still]) {
    keys.set(each, {
      portal: await each.key('portal', 'kreisportal'),
      other: await each.key('portal', 'formularportal'),
      office: await each.key('vendor', 'moormerland-antraege'),
    });
  }
  const { request } = JSON.parse(await readFile('fixtures/hundesteuer-abmeldung/native-given-away.json', 'utf8'));
  const { reference: _, ...rest } = request;
  dogTax = rest;
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await still[Symbol.asyncDispose]();
  await procedure.close();
});

const keysOf = (at: TestGateway) => keys.get(at) ?? { portal: '', other: '', office: '' };

interface Accepted {
  readonly id: string;
  readonly message: { readonly standard: string; readonly uuid: string };
}
const submit = (at: TestGateway, body: unknown, key = keysOf(at).portal, headers = {}) =>
  at.call('/v1/submissions', { key, body, headers });
async function accepted(at: TestGateway, body: unknown): Promise<Accepted> {
  const response = await submit(at, body);
  expect([response.status, response.status === 202 ? '' : await response.text()]).toEqual([202, '']);
  return (await response.json()) as Accepted;
}
const get = async (at: TestGateway, path: string) =>
  (await at.call(path, { key: keysOf(at).portal })).json() as Promise<never>;
const stateOf = async (at: TestGateway, id: string) =>
  ((await get(at, `/v1/submissions/${id}`)) as { state: string }).state;
const typesOf = async (at: TestGateway, id: string) => {
  const { events } = (await get(at, `/v1/submissions/${id}/events`)) as { events: { type: string }[] };
  return events.map(({ type }) => type);
};
const xmlOf = async (at: TestGateway, { id, message }: Accepted) =>
  (await at.call(`/v1/submissions/${id}/messages/${message.uuid}`, { key: keysOf(at).portal })).text();

const follow = (earlier: string, kind: string, change: Record<string, unknown> = {}) => ({
  serviceId: dogTax.serviceId,
  region: dogTax.region,
  profile: 'native',
  relatesTo: { submission: earlier, kind },
  data: { text: 'Der Hund heißt Rex.' },
  ...change,
});

async function faultsOf(response: Response): Promise<string[]> {
  expect(response.status).toBe(422);
  const { errors } = (await response.json()) as { errors: { pointer: string; rule: string }[] };
  return errors.map(({ pointer, rule }) => `${pointer} ${rule}`);
}

describe('a supplement', () => {
  it('answers a query: it goes to the same office and names message, file number, query and file', async () => {
    const first = await accepted(house, dogTax);
    await waitUntil(async () => (await stateOf(house, first.id)) === 'delivered');
    const replyUuid = randomUUID();
    const query = writeStatus(
      {
        reference: { messageUuid: first.message.uuid },
        fileNumber: 'HS 17',
        status: '03',
        query: { text: 'Wie heißt der Hund?' },
      },
      { uuid: replyUuid },
    );
    const headers = { 'content-type': 'application/xml' };
    const answer = await house.call('/v1/replies', { key: keysOf(house).office, body: query, headers });
    const { reply } = (await answer.json()) as { reply: string };
    const upload = await house.call('/v1/attachments?name=impfpass.pdf', {
      key: keysOf(house).portal,
      body: '%PDF-1.7',
      headers: { 'content-type': 'application/pdf' },
    });
    const { id } = (await upload.json()) as { id: string };
    const supplement = await accepted(
      house,
      follow(first.id, 'supplement', {
        relatesTo: { submission: first.id, kind: 'supplement', reply },
        attachments: [{ id, label: 'Impfpass' }],
      }),
    );
    const xml = await xmlOf(house, supplement);
    expect(xml).toContain(
      `<ant:bezug><ant:art listURI="urn:zustellwerk:antrag:1:codeliste:bezugsart" listVersionID="1"><code>nachreichung</code></ant:art><ant:nachrichtenUUID>${first.message.uuid}</ant:nachrichtenUUID><ant:aktenzeichen>HS 17</ant:aktenzeichen><ant:rueckfrageUUID>${replyUuid}</ant:rueckfrageUUID></ant:bezug>`,
    );
    expect(xml).toContain('<ant:text>Der Hund heißt Rex.</ant:text>');
    expect(xml).toContain('<ant:bezeichnung>Impfpass</ant:bezeichnung>');
    await waitUntil(async () => (await stateOf(house, supplement.id)) === 'delivered');
    expect(await get(house, `/v1/submissions/${supplement.id}`)).toMatchObject({
      destination: 'moormerland-antraege',
      act: 'supplement',
      relatesTo: { submission: first.id, kind: 'supplement' },
    });
    expect(await get(house, `/v1/submissions/${first.id}`)).toMatchObject({
      state: 'delivered',
      relatesTo: null,
      followedBy: [{ submission: supplement.id, kind: 'supplement' }],
    });
    expect(await typesOf(house, first.id)).toContain('supplement');
    // The office numbers the supplement as the first: what it says of that number is said of the first.
    const closed = writeStatus({ reference: { fileNumber: 'HS 17' }, status: '05' });
    const last = await house.call('/v1/replies', { key: keysOf(house).office, body: closed, headers });
    expect(await last.json()).toMatchObject({ submission: first.id, state: 'completed' });
  });

  it('is sent once under its key, and a dry run stores nothing', async () => {
    const first = await accepted(still, dogTax);
    const body = follow(first.id, 'supplement');
    const dry = await still.call('/v1/submissions?dryRun=true', { key: keysOf(still).portal, body });
    expect(await dry.json()).toMatchObject({ dryRun: true, xml: expect.stringContaining('nachreichung') });
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => submit(still, body, keysOf(still).portal, headers)));
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as Accepted).id));
    expect(new Set(ids).size).toBe(1);
    expect(await get(still, `/v1/submissions/${first.id}`)).toMatchObject({ followedBy: [{ kind: 'supplement' }] });
  });

  it('is refused, with pointers, where it cannot follow', async () => {
    const first = await accepted(still, dogTax);
    const foreign = await submit(still, follow(first.id, 'supplement'), keysOf(still).other);
    const missing = await submit(still, follow(randomUUID(), 'supplement'));
    const nonsense = await submit(still, follow('x', 'supplement'));
    for (const response of [foreign, missing, nonsense]) {
      expect(await faultsOf(response)).toEqual(['/relatesTo/submission submission-unknown']);
    }
    const supplement = await accepted(still, follow(first.id, 'supplement'));
    const cases: [Record<string, unknown>, string[]][] = [
      [{ relatesTo: { submission: supplement.id, kind: 'supplement' } }, ['/relatesTo/submission relation-refused']],
      [{ relatesTo: { submission: first.id, kind: 'apply' } }, ['/relatesTo/kind choice']],
      [
        { relatesTo: { submission: first.id, kind: 'supplement', reply: randomUUID() } },
        ['/relatesTo/reply relation-refused'],
      ],
      [{ relatesTo: null }, ['/relatesTo type']],
      [{ serviceId: 'hundesteuer-anmeldung' }, ['/serviceId relation-refused']],
      [{ region: '034570013013' }, ['/region relation-refused']],
      [{ act: 'apply' }, ['/act relation-refused']],
      [{ data: {} }, ['/attachments too-few']],
      [{ data: { text: 7 } }, ['/data/text type']],
      [{ data: { text: 'a', name: 'b' } }, ['/data/name unknown-field']],
      [{ profile: 'formularserver' }, ['/profile profile-not-allowed']],
    ];
    for (const [change, faults] of cases) {
      expect([change, await faultsOf(await submit(still, follow(first.id, 'supplement', change)))]).toEqual([
        change,
        faults,
      ]);
    }
  });

  it('to an office that takes no such message is refused', async () => {
    const first = await accepted(still, sampleSubmission());
    const { serviceId, region } = sampleSubmission();
    const response = await submit(still, follow(first.id, 'supplement', { serviceId, region }));
    expect(await response.json()).toMatchObject({
      errors: [
        {
          pointer: '/relatesTo/kind',
          rule: 'relation-refused',
          detail: expect.stringContaining('zustellwerk-antrag/1/0001'),
        },
      ],
    });
  });
});

describe('a withdrawal', () => {
  it('of what never left stops it, and nothing is sent', async () => {
    const first = await accepted(still, sampleSubmission());
    const { serviceId, region } = sampleSubmission();
    const withdrawal = await accepted(still, follow(first.id, 'withdrawal', { serviceId, region }));
    expect(await get(still, `/v1/submissions/${first.id}`)).toMatchObject({
      state: 'withdrawn',
      delivery: { state: 'cancelled' },
    });
    expect(await get(still, `/v1/submissions/${withdrawal.id}`)).toMatchObject({
      state: 'completed',
      delivery: { state: 'cancelled' },
    });
    expect(await typesOf(still, first.id)).toEqual(['received', 'withdrawal', 'withdrawn']);
    expect(await typesOf(still, withdrawal.id)).toEqual(['received', 'cancelled']);
    const again = await submit(still, follow(first.id, 'withdrawal', { serviceId, region }));
    expect(await faultsOf(again)).toEqual(['/relatesTo/submission relation-refused']);
  });

  it('that comes twice at once is one; the other hears that it was withdrawn', async () => {
    const first = await accepted(still, dogTax);
    const body = follow(first.id, 'withdrawal');
    const answers = await Promise.all([1, 2, 3].map(() => submit(still, body)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 422, 422]);
    for (const answer of answers.filter(({ status }) => status === 422)) {
      expect(await faultsOf(answer)).toEqual(['/relatesTo/submission relation-refused']);
    }
  });

  it('of what was delivered is told to the office, which decides', async () => {
    const first = await accepted(house, dogTax);
    await waitUntil(async () => (await stateOf(house, first.id)) === 'delivered');
    const withdrawal = await accepted(house, follow(first.id, 'withdrawal', { data: {} }));
    await waitUntil(async () => (await stateOf(house, withdrawal.id)) === 'delivered');
    expect(procedure.received().map(({ uuid }) => uuid)).toContain(withdrawal.message.uuid);
    expect(await xmlOf(house, withdrawal)).toContain('<code>ruecknahme</code>');
    expect(await stateOf(house, first.id)).toBe('delivered');
    expect(await typesOf(house, first.id)).toContain('withdrawal');
  });

  it('of what was delivered to an office without the message is refused; so are files', async () => {
    const first = await accepted(house, sampleSubmission());
    await waitUntil(async () => (await stateOf(house, first.id)) === 'delivered');
    const { serviceId, region } = sampleSubmission();
    expect(await faultsOf(await submit(house, follow(first.id, 'withdrawal', { serviceId, region })))).toEqual([
      '/relatesTo/kind relation-refused',
    ]);
    const dog = await accepted(house, dogTax);
    const withFile = follow(dog.id, 'withdrawal', { attachments: [{ id: randomUUID() }] });
    expect(await faultsOf(await submit(house, withFile))).toContain('/attachments too-many');
  });

  it('of what was tried in vain stops it, and the office is told, since nobody knows', async () => {
    const first = await accepted(still, dogTax);
    const { pool } = still.gateway.database;
    await pool.query('update delivery set attempts = 1 where submission_id = $1', [first.id]);
    const withdrawal = await accepted(still, follow(first.id, 'withdrawal'));
    expect(await stateOf(still, first.id)).toBe('withdrawn');
    expect(await get(still, `/v1/submissions/${withdrawal.id}`)).toMatchObject({
      state: 'received',
      delivery: { state: 'waiting' },
    });
  });

  it('and an attempt never pass each other', async () => {
    const { pool } = still.gateway.database;
    await pool.query("update delivery set state = 'cancelled'");
    const firsts = await Promise.all(Array.from({ length: 24 }, () => accepted(still, dogTax)));
    const claim = () =>
      claimDeliveries(pool, {
        shares: [{ id: 'moormerland-antraege', adapter: 'xoev-https', parallel: 100 }],
        now: new Date(),
        limit: 6,
        owner: randomUUID(),
        leaseUntil: new Date(Date.now() + 60_000),
      });
    const claims = [claim(), claim(), claim()];
    const withdrawals = firsts.map(({ id }) => accepted(still, follow(id, 'withdrawal')));
    const claimed = new Set((await Promise.all(claims)).flat().map(({ submissionId }) => submissionId));
    await Promise.all(withdrawals);
    const { rows } = await pool.query<{ id: string; state: string; delivery: string }>(
      `select submission.id, submission.state, delivery.state as delivery from submission
       join delivery on delivery.submission_id = submission.id where submission.id = any($1)`,
      [firsts.map(({ id }) => id)],
    );
    expect(claimed.size).toBeGreaterThan(0);
    for (const { id, state, delivery } of rows) {
      expect({ state, delivery }).toEqual(
        claimed.has(id) ? { state: 'in-delivery', delivery: 'sending' } : { state: 'withdrawn', delivery: 'cancelled' },
      );
    }
  });
});
