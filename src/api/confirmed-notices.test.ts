import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { bringFiles } from '../demo/fixture-files.ts';
import { type SimulatedProcedure, startProcedure } from '../simulators/procedure.ts';
import { confirmationOf } from '../testing/confirmation.ts';
import { openTestGateway, type TestGateway, uploadTo } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';

/** The sample network, in which Leer lets the gateway pass notices on. */
function networkFile(): string {
  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  const [leer] = network.authorities;
  const recipients = [
    ['statistics', '0100', 'xga:000000001'],
    ['food-control', '0290', 'xga:000000002'],
    ['weights-and-measures', '0300', 'xga:000000003'],
  ] as const;
  leer.forwarding = {
    by: 'gateway',
    recipients: recipients.map(([kind]) => ({ kind, destination: `leer-${kind}` })),
  };
  for (const [kind, number, kennung] of recipients) {
    network.destinations.push({
      id: `leer-${kind}`,
      authority: 'leer',
      name: kind,
      adapter: 'xoev-https',
      options: { url: 'env:GEWERBE_URL', token: 'env:GEWERBE_TOKEN' },
      messages: [`xgewerbeanzeige/2.2/${number}`],
      reader: { name: kind, kennung },
    });
  }
  const file = join(mkdtempSync(join(tmpdir(), 'forwarding-')), 'network.yaml');
  writeFileSync(file, stringify(network));
  return file;
}

let procedure: SimulatedProcedure;
let house: TestGateway;
let portal: string;
let leer: string;
let operator: string;

beforeAll(async () => {
  procedure = await startProcedure({ token: 'secret' });
  house = await openTestGateway({ config: networkFile(), url: procedure.url });
  portal = await house.key('portal', 'kreisportal');
  leer = await house.key('vendor', 'leer-gewerbe');
  operator = await house.key('operator', 'anna');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await procedure.close();
});

const fixtures = {
  leer: 'gewerbe-anmeldung/native-sole-trader.json',
  leerChange: 'gewerbe-ummeldung/native-new-activity.json',
  moormerland: 'gewerbe-abmeldung/native-handed-over.json',
};

/** Submits a fixture. Returns the submission's id and the UUID of its message. */
async function submit(fixture: string): Promise<{ id: string; uuid: string }> {
  const sample = JSON.parse(readFileSync(join('fixtures', fixture), 'utf8'));
  const request = await bringFiles(sample, uploadTo(house, portal));
  const body = { ...request, reference: randomUUID() };
  const response = await house.call('/v1/submissions', { key: portal, body });
  expect(response.status).toBe(202);
  const { id, message } = (await response.json()) as { id: string; message: { uuid: string } };
  return { id, uuid: message.uuid };
}

const confirm = (body: string | Uint8Array, key = leer) =>
  house.call('/v1/replies', { key, body, headers: { 'content-type': 'application/xml' } });

async function eventsOf(id: string): Promise<{ type: string; detail: Record<string, unknown> }[]> {
  const response = await house.call(`/v1/submissions/${id}/events`, { key: portal });
  return ((await response.json()) as { events: { type: string; detail: Record<string, unknown> }[] }).events;
}

async function messagesOf(id: string, key: string) {
  const response = await house.call(`/v1/submissions/${id}/messages`, { key });
  return ((await response.json()) as { messages: { uuid: string; definition: string; direction: string }[] }).messages;
}

describe('a confirmation', () => {
  it('passes the notice on, each message masked, and never touches the state of the submission', async () => {
    const { id, uuid } = await submit(fixtures.leer);
    await waitUntil(async () => (await eventsOf(id)).some(({ type }) => type === 'delivered'));
    const response = await confirm(confirmationOf(uuid));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      submission: id,
      reply: expect.any(String),
      repeated: false,
      late: false,
      state: 'delivered',
      events: expect.arrayContaining(['acknowledged', 'file-number', 'document', 'confirmed', 'forwarding']),
      forwardings: [
        { recipient: 'statistics', destination: 'leer-statistics', delivery: expect.any(String) },
        { recipient: 'food-control', destination: 'leer-food-control', delivery: expect.any(String) },
        {
          recipient: 'weights-and-measures',
          destination: 'leer-weights-and-measures',
          reason: 'mask',
          detail: expect.stringMatching(/^Die Nachricht verlangt/),
        },
      ],
    });

    await waitUntil(async () => (await eventsOf(id)).filter(({ type }) => type === 'delivered').length === 3);
    const events = await eventsOf(id);
    expect(events.filter(({ type }) => type === 'confirmed')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'forwarding').map(({ detail }) => detail.recipient)).toEqual([
      'statistics',
      'food-control',
    ]);
    expect(events.find(({ type }) => type === 'forwarding-withheld')?.detail).toMatchObject({ reason: 'mask' });
    expect(JSON.stringify(events)).not.toMatch(/Muster|Tomke|2026 17/);

    const state = await (await house.call(`/v1/submissions/${id}`, { key: portal })).json();
    expect(state).toMatchObject({ state: 'delivered', message: { uuid } });
    const messages = await messagesOf(id, operator);
    const food = messages.find(({ definition }) => definition === 'xgewerbeanzeige/2.2/0290');
    const path = `/v1/submissions/${id}/messages/${food?.uuid}`;
    const xml = await (await house.call(path, { key: operator })).text();
    expect(xml).toContain('<xga:familienname>Musterdeich</xga:familienname>');
    expect(xml).toContain('<xga:gemeindeMeldungNr>2026 17</xga:gemeindeMeldungNr>');
    expect(xml).toContain('test="Testbetrieb"');
    expect(xml).not.toMatch(/staatangehoerigkeiten|handwerkskarte/);

    // The portal and the office see their own messages, the confirmation among them, and no forwarding.
    for (const key of [portal, leer]) {
      expect((await messagesOf(id, key)).map(({ definition, direction }) => `${direction} ${definition}`)).toEqual([
        'out zustellwerk-gewerbe/1/0001',
        'in receipt',
        'in zustellwerk-gewerbe/1/0004',
      ]);
      expect((await house.call(path, { key })).status).toBe(404);
    }
  });

  it('that comes twice, also at once, does it once', async () => {
    const { id, uuid } = await submit(fixtures.leerChange);
    await waitUntil(async () => (await eventsOf(id)).some(({ type }) => type === 'delivered'));
    const answers = await Promise.all([1, 2, 3].map(() => confirm(confirmationOf(uuid))));
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { repeated: boolean }[];
    expect(bodies.map(({ repeated }) => repeated).toSorted()).toEqual([false, true, true]);
    expect(await (await confirm(confirmationOf(uuid, { noticeNumber: '18' }))).json()).toEqual({
      submission: id,
      reply: expect.any(String),
      repeated: true,
    });
    expect((await eventsOf(id)).filter(({ type }) => type === 'forwarding')).toHaveLength(2);
  });

  it('of an office whose procedure passes notices on itself is kept, and nothing more', async () => {
    const { id, uuid } = await submit(fixtures.moormerland);
    const key = await house.key('vendor', 'moormerland-gewerbe');
    await waitUntil(async () => (await eventsOf(id)).some(({ type }) => type === 'delivered'));
    expect(await (await confirm(confirmationOf(uuid), key)).json()).toMatchObject({
      submission: id,
      repeated: false,
      reason: 'procedure-forwards',
      detail: 'Das Fachverfahren der Behörde leitet selbst weiter.',
    });
    expect((await eventsOf(id)).filter(({ type }) => type.startsWith('forwarding'))).toMatchObject([
      { type: 'forwarding-withheld', detail: { reason: 'procedure-forwards' } },
    ]);
  });

  it('without what only the office knows says what is missing', async () => {
    const { id, uuid } = await submit(fixtures.leerChange);
    await waitUntil(async () => (await eventsOf(id)).some(({ type }) => type === 'delivered'));
    const bytes = Buffer.from(confirmationOf(uuid)).toString('utf8');
    const bare = bytes.replace(/\s*<gew:gewerbebetriebID>.*<\/gew:gewerbebetriebID>/, '');
    expect(bare).not.toBe(bytes);
    const answer = (await (await confirm(bare)).json()) as { forwardings: { reason: string }[] };
    expect(answer.forwardings.map(({ reason }) => reason)).toEqual(['incomplete', 'incomplete', 'mask']);
    expect((await eventsOf(id)).find(({ type }) => type === 'forwarding-withheld')?.detail).toMatchObject({
      paths: ['records.0.change.businessId'],
    });
  });

  it('of a notice that went elsewhere, or nowhere, is not found', async () => {
    const { uuid } = await submit(fixtures.moormerland);
    expect((await confirm(confirmationOf(uuid))).status).toBe(404);
    expect((await confirm(confirmationOf(randomUUID()))).status).toBe(404);
  });

  it('that is none is refused with the reason', async () => {
    const problem = await (await confirm('<empfangsbescheinigung/>')).json();
    expect(problem).toMatchObject({ type: '/problems/not-a-reply', status: 422, detail: 'not-a-reply' });
    expect((await confirm('')).status).toBe(422);
  });

  it('comes from vendors alone', async () => {
    expect((await confirm(confirmationOf(randomUUID()), portal)).status).toBe(403);
  });
});
