import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bringFiles } from '../../src/demo/fixture-files.ts';
import { embedDocument, writeStatus } from '../../src/simulators/status-reply.ts';
import type { Role } from '../../src/store/tables.ts';
import { openTestGateway, type TestGateway, uploadTo } from '../../src/testing/test-gateway.ts';
import { type NetworkId, places, writeFolder, writeForm, writeNetwork } from './folder.ts';
import { record, watchStatements } from './record-statements.ts';

/**
 * What one network has is to another as if it did not exist: for a foreign and for a missing id the same statements run
 * and the same bytes come back, at every endpoint that there is.
 */

/** Keys that work are remembered for five seconds; time stands still, so that no statement looks for them anew. */
const now = () => new Date('2026-11-25T10:00:00Z');

let house: TestGateway;
let leer: Side;
let emsland: Side;
/** What Leer's lists said before Emsland had anything. */
let listsBefore: readonly string[];
let listsAfter: readonly string[];

interface Side {
  readonly keys: Readonly<Record<Role, string>>;
  /** By the name of the parameter, or where that is `id`, by what the path begins with. */
  readonly ids: Readonly<Record<string, string>>;
}

const roles = ['portal', 'vendor', 'operator', 'clerk'] as const;

beforeAll(async () => {
  const config = await writeFolder({
    'leer/network.yaml': writeNetwork('leer'),
    'emsland/network.yaml': writeNetwork('emsland'),
    ...writeForm('leer'),
    ...writeForm('emsland'),
  });
  house = await openTestGateway({ config, now });
  await Promise.all(house.gateway.networks().map(({ worker }) => worker.stop(0)));
  const keys = { leer: await makeKeys('leer'), emsland: await makeKeys('emsland') };
  leer = { keys: keys.leer, ids: await fill('leer', keys.leer) };
  listsBefore = await readLists();
  emsland = { keys: keys.emsland, ids: await fill('emsland', keys.emsland) };
  listsAfter = await readLists();
  watchStatements(house.gateway.database.pool);
});
afterAll(() => house[Symbol.asyncDispose]());

async function makeKeys(network: NetworkId): Promise<Side['keys']> {
  return {
    portal: await house.key('portal', `${network}-portal`),
    vendor: await house.key('vendor', `${network}-inbox`),
    operator: await house.key('operator', 'anna', network),
    clerk: await house.key('clerk', `${network}-stadt`),
  };
}

/** Something of everything that a network can have. */
async function fill(network: NetworkId, keys: Side['keys']): Promise<Side['ids']> {
  const upload = (name: string) =>
    read(
      house.call(`/v1/attachments?name=${name}`, {
        key: keys.portal,
        body: 'x',
        headers: { 'content-type': 'text/plain' },
      }),
      201,
    );
  const submit = async (fixture: string, more: object = {}) => {
    const request = await bringFiles(
      JSON.parse(readFileSync(`fixtures/${fixture}`, 'utf8')),
      uploadTo(house, keys.portal),
    );
    const body = {
      ...request,
      region: places[network].ars,
      reference: `${network}-${fixture}`,
      case: network,
      ...more,
    };
    return read(house.call('/v1/submissions', { key: keys.portal, body }), 202);
  };
  const wohnen = await submit('wohnberechtigungsschein/native-dwelling.json');
  const waiting = await upload('waiting.txt');
  const file = await upload('brief.txt');
  const taken = await submit('generischer-antrag/native-letter.json', { attachments: [{ id: file.id }] });
  const { id: submission, message } = taken as { id: string; message: { uuid: string } };
  await read(house.call(`/v1/inbox/${network}-inbox?max=1`, { key: keys.vendor }));
  const deliveryOf = async (id: unknown) =>
    ((await read(house.call(`/v1/submissions/${id}`, { key: keys.portal }))) as { delivery: { id: string } }).delivery
      .id;
  const say = (reference: string, status: number) => {
    const documents = [embedDocument('Bescheid', 'bescheid.txt', 'text/plain', Buffer.from('ja'))];
    const body = writeStatus({ reference: { messageUuid: reference }, status: '05', documents } as never, {
      at: now(),
    });
    return read(
      house.call('/v1/replies', { key: keys.vendor, body, headers: { 'content-type': 'application/xml' } }),
      status,
    );
  };
  await say(message.uuid, 200);
  await say(randomUUID(), 404);
  await read(
    house.call(`/v1/destinations/${network}-gewerbe/pause`, { key: keys.operator, body: { reason: 'update' } }),
  );
  const replies = (await read(house.call(`/v1/submissions/${submission}/replies`, { key: keys.portal }))) as never;
  const { replies: quarantined } = (await read(house.call('/v1/quarantine', { key: keys.operator }))) as {
    replies: { id: string }[];
  };
  return {
    submissions: submission,
    attachments: String(file.id),
    waiting: String(waiting.id),
    deliveries: await deliveryOf(submission),
    destinations: `${network}-gewerbe`,
    adapters: network === 'leer' ? 'xoev-https' : 'mail',
    quarantine: quarantined[0]?.id ?? '',
    uuid: message.uuid,
    documentId: (replies as { replies: { documents: { id: string }[] }[] }).replies[0]?.documents[0]?.id ?? '',
    inbox: `${network}-inbox`,
    'inbox-delivery': await deliveryOf(submission),
    mailbox: `${network}-mailbox`,
    'mailbox-delivery': await deliveryOf(wohnen.id),
    source: `${network}-source`,
    services: `${network}-bitte`,
  };
}

async function read(response: Response | Promise<Response>, status = 200): Promise<Record<string, unknown>> {
  const answer = await response;
  const body = (await answer.json()) as Record<string, unknown>;
  expect(answer.status, JSON.stringify(body)).toBe(status);
  return body;
}

/** Each operation that is described, with the names of its parameters. */
function operations() {
  const [network] = house.gateway.networks();
  return (network?.app.openAPIRegistry.definitions ?? []).flatMap((each) =>
    each.type === 'route' ? [{ method: each.route.method, path: each.route.path }] : [],
  );
}

/** What a parameter stands for: `id` by what the path begins with. */
function meaningOf(name: string, path: string): string {
  const kind = path.split('/')[2] ?? '';
  if (path.startsWith('/v1/callbacks/')) return name === 'delivery' ? 'deliveries' : name;
  if (name === 'id') return kind;
  return name === 'destination' ? kind : name === 'delivery' ? `${kind}-delivery` : name;
}

const fillIn = (path: string, idOf: (meaning: string) => string) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name) => idOf(meaningOf(name, path)));

/** As likely as the foreign one, and nobody's. */
function missing(meaning: string): string {
  const id = emsland.ids[meaning] ?? '';
  return /^[0-9a-f-]{36}$/.test(id) ? randomUUID() : id.replace(/.$/, 'z');
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What comes back and what ran for it; what is new in each answer is left out. */
async function ask({ method, path, body, headers = {} }: Request, key: string) {
  const options = { key, method: method.toUpperCase(), headers, ...(body !== undefined && { body }) };
  const { statements, result } = await record(async () => {
    const response = await house.call(path, options);
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  });
  const told = JSON.stringify(result).replaceAll(/urn:uuid:[0-9a-f-]{36}/g, 'urn:uuid:…');
  return { told, statements, status: result.status };
}

const bodies: Readonly<Record<string, Partial<Request>>> = {
  '/v1/mailbox/{destination}/{delivery}/done': { body: {} },
  '/v1/inbox/{destination}/{delivery}/acknowledge': { body: {} },
};
const reasoned = { body: { reason: 'a test', findings: [{ id: 'x', text: 'y' }] } };
const bodyOf = ({ method, path }: Request) => (method === 'post' ? (bodies[path] ?? reasoned) : {});

it('answers to a foreign id as to one that nobody has, wherever a path has an id', async () => {
  const withIds = operations().filter(({ path }) => path.includes('{'));
  expect(withIds.length).toBeGreaterThan(25);
  const ran = new Set<string>();
  for (const { method, path } of withIds) {
    const mixes = [
      [(meaning: string) => emsland.ids[meaning] ?? '', missing],
      // The first id is its own, the last one is not.
      ...((path.match(/\{/g) ?? []).length === 1
        ? []
        : [
            [
              (meaning: string) => (meaning.match(/delivery|uuid|documentId/) ? emsland : leer).ids[meaning] ?? '',
              (meaning: string) =>
                meaning.match(/delivery|uuid|documentId/) ? missing(meaning) : (leer.ids[meaning] ?? ''),
            ] as const,
          ]),
    ] as const;
    for (const role of roles) {
      for (const [foreignId, missingId] of mixes) {
        const send = bodyOf({ method, path });
        const foreign = await ask({ ...send, method, path: fillIn(path, foreignId) }, leer.keys[role]);
        const nobodys = await ask({ ...send, method, path: fillIn(path, missingId) }, leer.keys[role]);
        expect(foreign, `${role} ${method} ${path}`).toEqual(nobodys);
        expect(foreign.status, `${role} ${method} ${path}`).toBeGreaterThanOrEqual(400);
        for (const statement of foreign.statements) ran.add(statement);
      }
    }
  }
  expect(ran.size).toBeGreaterThan(10);
});

it('would have found something of its own: each of these requests is in order', async () => {
  const withIds = operations().filter(({ path }) => path.includes('{') && !path.includes('callbacks'));
  // What changes something comes last.
  const unfound: string[] = [];
  for (const { method, path } of withIds.sort((a, b) => a.method.localeCompare(b.method))) {
    const statuses: number[] = [];
    for (const role of roles) {
      const request = { ...bodyOf({ method, path }), method, path: fillIn(path, (meaning) => leer.ids[meaning] ?? '') };
      statuses.push((await ask(request, leer.keys[role])).status);
    }
    if (statuses.every((status) => status === 404 || status === 403)) unfound.push(`${method} ${path} ${statuses}`);
  }
  expect(unfound).toEqual([]);
});

const lists = [
  '/v1/submissions',
  '/v1/destinations',
  '/v1/services',
  `/v1/services?region=${places.leer.ars}`,
  `/v1/routes?service=wohnberechtigungsschein&region=${places.leer.ars}`,
  '/v1/quarantine',
  '/v1/operator-actions',
  '/v1/sources',
  '/v1/cases',
  '/v1/callbacks',
  '/openapi.json',
];

async function readLists(): Promise<string[]> {
  const answers = lists.flatMap((path) =>
    roles.map(async (role) => (await house.call(path, { key: leer.keys[role] })).text()),
  );
  return (await Promise.all(answers)).map((text) => text.replaceAll(/urn:uuid:[0-9a-f-]{36}/g, 'urn:uuid:…'));
}

it('lists the same whatever the others have, and knows every list', async () => {
  const listed = operations().flatMap(({ method, path }) => (method === 'get' && !path.includes('{') ? [path] : []));
  const unknown = listed.filter(
    (path) => !lists.some((list) => list.split('?')[0] === path) && !/^\/(healthz|readyz)$/.test(path),
  );
  expect(unknown).toEqual([]);
  expect(JSON.stringify(listsBefore)).toContain('leer-inbox');
  expect(listsAfter).toEqual(listsBefore);
});

it.each([
  ['destination', 'emsland-inbox', 'emsland-inboz'],
  ['reference', 'emsland-wohnberechtigungsschein/native-dwelling.json', 'nobody'],
  ['case', 'emsland', 'nobody'],
  ['region', '034540035035', '034540035036'],
])('searches by %s as if the others had nothing', async (name, foreign, nobodys) => {
  for (const path of ['/v1/submissions', '/v1/cases']) {
    for (const role of roles) {
      const ofForeign = await ask({ method: 'get', path: `${path}?${name}=${foreign}` }, leer.keys[role]);
      const ofNobody = await ask({ method: 'get', path: `${path}?${name}=${nobodys}` }, leer.keys[role]);
      expect(ofForeign).toEqual(ofNobody);
    }
  }
});

it('refuses what refers to something foreign as what refers to nothing', async () => {
  const { request } = JSON.parse(readFileSync('fixtures/generischer-antrag/native-letter.json', 'utf8'));
  const submit = (change: object) =>
    ask(
      { method: 'post', path: '/v1/submissions', body: { ...request, reference: 'new', ...change } },
      leer.keys.portal,
    );
  const relate = (submission: string) => submit({ relatesTo: { kind: 'supplement', submission } });
  const relation = await relate(emsland.ids.submissions ?? '');
  expect(relation).toEqual(await relate(randomUUID()));
  expect(relation.told).toContain('submission-unknown');
  for (const name of ['attachments', 'waiting']) {
    const file = await submit({ attachments: [{ id: emsland.ids[name] }] });
    expect(file).toEqual(await submit({ attachments: [{ id: randomUUID() }] }));
    expect(file.told).toContain('attachment-unknown');
  }
  const elsewhere = (region: string, name: string) =>
    submit({ region }).then((answer) => JSON.stringify(answer).replaceAll(region, '…').replaceAll(name, '…'));
  expect(await elsewhere('034540035035', 'Meppen')).toEqual(await elsewhere('034540032032', 'Lingen (Ems)'));
});

it('keeps an answer about a foreign message aside, as one about no message', async () => {
  const reply = (messageUuid: string) =>
    ask(
      {
        method: 'post',
        path: '/v1/replies',
        body: writeStatus({ reference: { messageUuid }, status: '02' }, { at: now() }),
        headers: { 'content-type': 'application/xml' },
      },
      leer.keys.vendor,
    );
  expect(await reply(emsland.ids.uuid ?? '')).toEqual(await reply(randomUUID()));
});

it('lets nobody in whose key names another network', async () => {
  const wanted = (network: string) =>
    ask({ method: 'get', path: '/v1/submissions', headers: { 'zustellwerk-network': network } }, leer.keys.operator);
  expect(await wanted('emsland')).toEqual(await wanted('nobody'));
  expect((await wanted('emsland')).status).toBe(404);
  expect((await wanted('leer')).status).toBe(200);
});

it('explains a foreign place as one that nobody serves', async () => {
  const explain = async (region: string, name: string) => {
    const path = `/v1/routes?service=wohnberechtigungsschein&region=${region}`;
    const answers = await Promise.all(roles.map((role) => ask({ method: 'get', path }, leer.keys[role])));
    return JSON.stringify(answers).replaceAll(region, '…').replaceAll(name, '…');
  };
  expect(await explain('034540035035', 'Meppen')).toEqual(await explain('034540032032', 'Lingen (Ems)'));
});
