import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meldebescheinigung1700 } from '../domains/meldewesen/xmeld-1700.ts';
import { buildMessage } from '../messages/build.ts';
import { type SimulatedProcedure, startProcedure } from '../simulators/procedure.ts';
import { sampleHead } from '../simulators/sample-message.ts';
import { writeStatus } from '../simulators/status-reply.ts';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';

let house: TestGateway;
let procedure: SimulatedProcedure;
let key: string;

beforeAll(async () => {
  procedure = await startProcedure({ token: 'secret' });
  house = await openTestGateway({ url: procedure.url });
  key = await house.key('portal', 'efa-dienste');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await procedure.close();
});

const author = { ...sampleHead.author, kennung: 'mbp:sample-efa' };
const data = {
  person: { familyName: 'Mustermann', givenNames: 'Erika', birthDate: '1990-05-17' },
  address: { street: 'Musterstraße', houseNumber: '1', postalCode: '26789', municipalityKey: '03457013' },
  certificate: { delivery: '01' },
};

/** A message of an online service, laid out in its own way. */
function write(uuid: string = randomUUID(), head: Partial<typeof sampleHead> = {}): string {
  const content = { head: { uuid, ...sampleHead, author, ...head }, data };
  const xml = Buffer.from(buildMessage(meldebescheinigung1700.definition, content)).toString('utf8');
  return xml.replaceAll('><', '>\n  <').replace('?>', '?>\n<!-- EfA -->');
}

const submit = (body: string | Uint8Array, query = '', headers: Record<string, string> = {}, by = key) =>
  house.call(`/v1/submissions${query}`, {
    key: by,
    body,
    headers: { 'content-type': 'application/xml', 'accept-language': 'en', ...headers },
  });

interface Shown {
  readonly state: string;
  readonly delivery: { readonly id: string };
}

interface Fault {
  readonly pointer: string;
  readonly rule: string;
  readonly detail: string;
  readonly xpath?: string;
  readonly field?: string;
  readonly candidates?: readonly string[];
}

async function faultsOf(response: Response): Promise<Fault[]> {
  expect(response.status).toBe(422);
  return ((await response.json()) as { errors: Fault[] }).errors;
}

async function idOf(response: Response): Promise<string> {
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
}

describe('a finished message', () => {
  it('is routed by its own content, passed on byte for byte, and told about like any other', async () => {
    const uuid = randomUUID();
    const xml = write(uuid);
    const response = await submit(xml, '?reference=EfA-1');
    expect(response.status).toBe(202);
    const accepted = (await response.json()) as { id: string };
    expect(accepted).toMatchObject({
      destination: { id: 'leer-meldewesen' },
      message: { standard: 'xmeld', version: '26.11', type: '1700', uuid },
      choice: { common: ['xmeld/26.11/1700'], why: 'It came as this message.' },
    });
    const path = `/v1/submissions/${accepted.id}`;
    const read = async () => (await (await house.call(path, { key })).json()) as { state: string };
    const delivered = await waitUntil(async () => {
      const now = await read();
      return now.state === 'delivered' && now;
    });
    expect(delivered).toMatchObject({
      serviceId: 'meldebescheinigung',
      act: 'apply',
      region: '034570013013',
      profile: 'xoev',
      reference: 'EfA-1',
      trust: null,
    });
    const sha256 = createHash('sha256').update(xml).digest('hex');
    expect(procedure.received()).toContainEqual(expect.objectContaining({ uuid, sha256, count: 1 }));
    expect(await (await house.call(`${path}/messages/${uuid}`, { key })).text()).toBe(xml);
    const { events } = (await (await house.call(`${path}/events`, { key })).json()) as { events: { type: string }[] };
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['received', 'delivered']));

    const vendor = await house.key('vendor', 'leer-meldewesen');
    const reply = writeStatus({ reference: { messageUuid: uuid }, status: '02' });
    const headers = { 'content-type': 'application/xml' };
    expect((await house.call('/v1/replies', { key: vendor, body: reply, headers })).status).toBe(200);
    const { replies } = (await (await house.call(`${path}/replies`, { key })).json()) as { replies: unknown[] };
    expect(replies).toHaveLength(1);
    const receipt = await house.call(`${path}/receipt?format=json`, { key });
    expect([receipt.status, await receipt.text()]).toEqual([200, expect.stringContaining('Mustermann')]);
  });

  it('counts once by its UUID: the same bytes get the first answer, others are refused', async () => {
    const uuid = randomUUID();
    const id = await idOf(await submit(write(uuid)));
    const again = await submit(write(uuid));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await idOf(again)).toBe(id);
    const other = await submit(write(uuid).replace('Erika', 'Erna'));
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ type: '/problems/key-reused', submission: id });
  });

  it('is nothing that any portal may submit', async () => {
    const ordinary = await house.key('portal', 'kreisportal');
    const [fault, ...others] = await faultsOf(await submit(write(), '', {}, ordinary));
    expect([fault?.rule, others]).toEqual(['other-author', []]);
    expect(fault?.detail).toContain('nobody');
  });

  it('is accepted once when it comes twice at the same moment', async () => {
    const xml = write();
    const ids = await Promise.all([submit(xml), submit(xml), submit(xml)].map(async (each) => idOf(await each)));
    expect(new Set(ids).size).toBe(1);
  });

  it('is judged and not stored by a dry run', async () => {
    const xml = write();
    const response = await submit(xml, '?dryRun=true');
    expect(response.status).toBe(200);
    const told = (await response.json()) as object;
    expect(told).toMatchObject({ dryRun: true, destination: { id: 'leer-meldewesen' }, xml });
    expect(told).not.toHaveProperty('trace');
  });

  it('is not built anew by a redrive', async () => {
    const id = await idOf(await submit(write()));
    const shown = await waitUntil(async () => {
      const now = (await (await house.call(`/v1/submissions/${id}`, { key })).json()) as Shown;
      return now.state === 'delivered' && now;
    });
    const response = await house.call(`/v1/deliveries/${shown.delivery.id}/redrive`, {
      key: await house.key('operator', 'anna'),
      body: { reason: 'Test', again: 'mapped', confirm: true },
    });
    expect(await faultsOf(response)).toMatchObject([{ rule: 'message-as-it-is' }]);
  });
});

describe('what is refused', () => {
  it('is told with all findings of the schema, by XPath and field, and without a value', async () => {
    const broken = write().replaceAll('26789', '2678X-geheim').replace('1990-05-17', '17.05.geheim');
    const faults = await faultsOf(await submit(broken));
    expect(JSON.stringify(faults)).not.toContain('geheim');
    expect(faults).toContainEqual({
      pointer: '',
      rule: 'xml-schema',
      detail: expect.any(String),
      xpath: expect.stringMatching(/\/xmeld:identifikation\/.*postleitzahl$/),
      line: expect.any(Number),
      field: 'data.address.postalCode',
    });
    expect(faults.map(({ field }) => field)).toContain('data.person.birthDate');
    expect(house.logged()).not.toContain('geheim');
  });

  it('is told with the rules above the schema', async () => {
    const faults = await faultsOf(await submit(write().replace(/(<nachrichtentyp[^>]*>\s*<code>)1700/, '$11702')));
    expect(faults).toMatchObject([
      { rule: 'xoev-head-nachrichtentyp', xpath: expect.stringMatching(/nachrichtentyp/) },
    ]);
  });

  it.each([
    ['a byte order mark', (xml: string) => Buffer.from(`\ufeff${xml}`), /byte order mark/],
    ['UTF-16', (xml: string) => Buffer.from(xml, 'utf16le'), /UTF-8/],
    [
      'another encoding',
      (xml: string) => Buffer.from(xml.replace(/encoding="[^"]*"/i, 'encoding="ISO-8859-1"')),
      /ISO-8859-1/,
    ],
    ['a DTD', (xml: string) => Buffer.from(xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>')), /DTD/],
    ['names that no parser should meet', () => Buffer.from('<__proto__/>'), /no XÖV message/],
    ['no XML', () => Buffer.from('{"serviceId": "x"}'), /XML/],
    ['nothing', () => Buffer.alloc(0), /./],
  ])('says what is wrong with %s', async (_, spoil, told) => {
    const [fault] = await faultsOf(await submit(spoil(write())));
    expect(fault).toMatchObject({ pointer: '', rule: 'xml-not-read', detail: expect.stringMatching(told) });
  });

  it('is another standard than those of the house, and another message than the agreed ones', async () => {
    const foreign = '<a:b xmlns:a="urn:fremd"/>';
    expect(await faultsOf(await submit(foreign))).toMatchObject([{ rule: 'message-unknown' }]);
    const fixture = JSON.parse(readFileSync('fixtures/uebermittlungssperren/native-enter-and-remove.json', 'utf8'));
    const body = { ...fixture.request, region: '034570013013' };
    const ordinary = await house.key('portal', 'kreisportal');
    const shown = await house.call('/v1/submissions?dryRun=true', { key: ordinary, body });
    const { xml } = (await shown.json()) as { xml: string };
    const [fault] = await faultsOf(
      await submit(xml.replaceAll('ags:03457013', 'ags:03457014').replace('mbp:sample-kreisportal', author.kennung)),
    );
    expect(fault).toMatchObject({ rule: 'message-not-agreed', candidates: ['xmeld/26.11/1714'] });
    expect(fault?.detail).toContain('xmeld/26.11/1713');
  });

  it('is addressed to another office, by another author, for nobody, or not marked as the test that it is', async () => {
    const somebody = { ...author, kennung: 'mbp:jemand' };
    const everything = write(randomUUID(), { author: somebody }).replace(/ test="[^"]*"/, '');
    const faults = await faultsOf(await submit(everything, '?region=034570014014'));
    expect(faults).toMatchObject([
      {
        rule: 'other-reader',
        xpath: expect.stringMatching(/\/leser$/),
        detail: expect.stringContaining('ags:03457014'),
      },
      { rule: 'other-author', candidates: ['mbp:sample-efa'] },
      { rule: 'no-test-mark' },
    ]);
    const nowhere = write(randomUUID(), { reader: { ...sampleHead.reader, kennung: 'ags:99999999' } });
    expect(await faultsOf(await submit(nowhere))).toMatchObject([{ pointer: '/region', rule: 'region-unknown' }]);
    const personal = write(randomUUID(), { reader: { ...sampleHead.reader, kennung: 'xyz:1' } });
    expect(await faultsOf(await submit(personal))).toMatchObject([{ pointer: '/region', rule: 'required' }]);
  });

  it('is more than the limit, of another type, or with parameters that are none', async () => {
    expect((await submit(new Uint8Array(16 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await submit(write(), '', { 'content-type': 'application/xml; charset=utf-16' })).status).toBe(415);
    expect((await submit(write(), '?reference=%00')).status).toBe(400);
  });
});
