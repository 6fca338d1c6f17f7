import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { meldebescheinigung1700 } from '../../src/domains/meldewesen/xmeld-1700.ts';
import { buildMessage } from '../../src/messages/build.ts';
import { sampleHead } from '../../src/simulators/sample-message.ts';
import { type SimulatedXtaServer, startXtaServer } from '../../src/simulators/xta.ts';
import { openTestGateway, type TestGateway } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { addressMessage } from '../../src/transports/xta/address-message.ts';
import { xtaMessageId } from '../../src/transports/xta/message-id.ts';

/** An online service of another Land sends XMeld to the office's mailbox at an XTA server. */

const mailbox = 'ags:03457013';
const author = { ...sampleHead.author, kennung: 'mbp:efa-dienst' };

let root: string;
let server: SimulatedXtaServer;
let house: TestGateway;
let operator: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zustellwerk-xta-source-'));
  server = await startXtaServer();
  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  const portal = network.portals.find(({ id }: { id: string }) => id === 'efa-dienste');
  portal.messageAuthors = [author.kennung, 'dbs:sample-kreisportal'];
  const source = {
    id: 'xta-leer',
    authority: 'leer',
    portal: 'efa-dienste',
    url: server.url,
    party: mailbox,
    region: '034570013013',
    poll: '50ms',
  };
  writeFileSync(join(root, 'network.yaml'), stringify({ ...network, xtaMailboxes: [source] }));
  house = await openTestGateway({ config: join(root, 'network.yaml') });
  operator = await house.key('operator', 'anna');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await server.close();
  rmSync(root, { recursive: true });
});

function write(uuid: string, kennung = author.kennung): Buffer {
  const data = {
    person: { familyName: 'Mustermann', givenNames: 'Erika', birthDate: '1990-05-17' },
    address: { street: 'Musterstraße', houseNumber: '1', postalCode: '26789', municipalityKey: '03457013' },
    certificate: { delivery: '01' },
  };
  const head = { uuid, ...sampleHead, author: { ...author, kennung } };
  return Buffer.from(buildMessage(meldebescheinigung1700.definition, { head, data }));
}

/** Puts a message into the mailbox. */
function post(bytes: Uint8Array, address = addressMessage(bytes), files: readonly Uint8Array[] = []): void {
  const { reader = { identifier: mailbox }, author: from = { identifier: 'mbp:x' }, ...rest } = address ?? {};
  const known = { messageType: { name: 'x', schema: 'urn:x' }, times: {}, ...rest };
  const order = { ...known, reader, author: from, scenario: { text: 'x' }, size: bytes.length, quality: { none: 'x' } };
  const file = (id: string, content: Uint8Array) => ({ id, contentType: 'application/xml', bytes: content });
  const attachments = files.map((content, index) => file(`file-${index}`, content));
  const xtaMessage = xtaMessageId('EfA', randomUUID());
  server.orders.take({ ...order, xtaMessageId: xtaMessage }, { message: file('message', bytes), attachments });
}

const waiting = () => server.orders.waitingFor(mailbox).length;
const stored = async (uuid: string) => {
  const { rows } = await house.gateway.database.pool.query(
    'select profile, encode(sha256, $2) as sha256 from message join submission on id = submission_id where uuid = $1',
    [uuid, 'hex'],
  );
  return rows;
};
const read = async (path: string, method = 'GET') => house.call(path, { key: operator, method });
const source = async () => {
  const { sources } = (await (await read('/v1/sources')).json()) as { sources: Record<string, unknown>[] };
  return sources.find(({ id }) => id === 'xta-leer');
};
const quarantined = async () => {
  const { replies } = (await (await read('/v1/quarantine')).json()) as { replies: Record<string, unknown>[] };
  return replies;
};

it('picks a message up as it is, and closes it when it is stored', async () => {
  const uuid = randomUUID();
  const xml = write(uuid);
  post(xml);
  await waitUntil(() => waiting() === 0);
  expect(await stored(uuid)).toEqual([{ profile: 'xoev', sha256: createHash('sha256').update(xml).digest('hex') }]);
  await waitUntil(async () => (await source())?.polledAt !== null);
  expect(await source()).toMatchObject({ kind: 'xta', authority: 'leer', trouble: null, quarantined: 0 });
});

it('takes a message whose reader has no AGS for the region of the mailbox', async () => {
  const { request } = JSON.parse(readFileSync('fixtures/geburtsurkunde/native-full.json', 'utf8'));
  const body = { ...request, region: '034570013013' };
  const portal = await house.key('portal', 'kreisportal');
  const shown = await house.call('/v1/submissions?dryRun=true', { key: portal, body });
  const { xml, message } = (await shown.json()) as { xml: string; message: { uuid: string } };
  const reader = { identifier: mailbox };
  post(Buffer.from(xml), { reader, author: { identifier: 'dbs:x' } } as never);
  await waitUntil(async () => (await stored(message.uuid)).length === 1);
});

it('makes one submission of a message whose closing was lost', async () => {
  const uuid = randomUUID();
  server.setFaults([{ kind: 'status', status: 503, on: 'close', times: 2 }]);
  post(write(uuid));
  await waitUntil(async () => (await stored(uuid)).length > 0);
  await waitUntil(() => waiting() === 0);
  expect(await stored(uuid)).toHaveLength(1);
});

it('gives to a person what cannot be taken, who has it read again or sees it as it came', async () => {
  const stranger = write(randomUUID(), 'mbp:fremd');
  post(stranger);
  post(Buffer.from('<kaputt'), { reader: { identifier: mailbox }, author: { identifier: 'mbp:x' } } as never);
  await waitUntil(() => waiting() === 0);
  const found = await quarantined();
  expect(found.map(({ reason, source: of, destination }) => [reason, of, destination])).toEqual(
    expect.arrayContaining([
      ['other-author', 'xta-leer', null],
      ['xml-not-read', 'xta-leer', null],
    ]),
  );
  expect(await source()).toMatchObject({ quarantined: 2 });
  const id = found.find(({ reason }) => reason === 'other-author')?.id;
  expect(Buffer.from(await (await read(`/v1/quarantine/${id}`)).arrayBuffer())).toEqual(stranger);
  expect(await (await read(`/v1/quarantine/${id}/retry`, 'POST')).json()).toEqual({ result: 'refused' });
  expect(house.logged()).not.toContain('Mustermann');
});

it('leaves a message with files beside it in the mailbox, and says so', async () => {
  const uuid = randomUUID();
  post(write(uuid), undefined, [Buffer.from('%PDF-1.7')]);
  await waitUntil(async () => (await source())?.trouble === 'MAILBOX_NOT_EMPTIED');
  expect(await stored(uuid)).toEqual([]);
  expect(waiting()).toBe(1);
});
