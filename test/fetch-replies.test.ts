import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { writeStatus } from '../src/simulators/status-reply.ts';
import { type SimulatedXtaServer, startXtaServer } from '../src/simulators/xta.ts';
import { confirmationOf } from '../src/testing/confirmation.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../src/testing/test-gateway.ts';
import { waitUntil } from '../src/testing/wait-until.ts';
import { addressMessage } from '../src/transports/xta/address-message.ts';
import { xtaMessageId } from '../src/transports/xta/message-id.ts';

/** The trade office answers into its folder; both offices' mailbox at the computing centre is one. */

/** Of the account at the computing centre: the author of what is sent there. */
const mailbox = 'mbp:sample-kreisportal';

let root: string;
let folder: string;
let server: SimulatedXtaServer;
let house: TestGateway;
let portal: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zustellwerk-replies-'));
  folder = join(root, 'gewerbe');
  mkdirSync(folder);
  server = await startXtaServer();
  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  const change = (id: string, changes: object) =>
    Object.assign(
      network.destinations.find((each: { id: string }) => each.id === id),
      changes,
    );
  change('leer-gewerbe', { adapter: 'ordner', options: { folder, receipt: false }, replies: { every: '50ms' } });
  change('leer-meldewesen', {
    adapter: 'xta',
    options: { url: server.url, senderId: 'Leer', scenarioText: 'Meldewesen', party: mailbox },
    replies: { every: '50ms', orFor: ['leer-gewerbe'] },
  });
  writeFileSync(join(root, 'network.yaml'), stringify(network));
  house = await openTestGateway({ config: join(root, 'network.yaml') });
  portal = await house.key('portal', 'kreisportal');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await server.close();
  rmSync(root, { recursive: true });
});

async function submit(body: object): Promise<{ id: string; uuid: string }> {
  const response = await house.call('/v1/submissions', { key: portal, body: { ...body, reference: randomUUID() } });
  expect(response.status).toBe(202);
  const { id, message } = (await response.json()) as { id: string; message: { uuid: string } };
  await waitUntil(async () => (await look(`/v1/submissions/${id}`)).state === 'handed-over');
  return { id, uuid: message.uuid };
}
const submitNotice = () => {
  const { request } = JSON.parse(readFileSync('fixtures/gewerbe-anmeldung/native-sole-trader.json', 'utf8'));
  return submit({ ...request, region: '034570013013' });
};
const look = async (path: string, key = portal) =>
  (await (await house.call(path, { key })).json()) as Record<string, unknown>;
const repliesTo = (id: string) =>
  waitUntil(async () => {
    const { replies } = (await look(`/v1/submissions/${id}/replies`)) as { replies: object[] };
    return replies.length > 0 && replies;
  });

/** Puts a message into the mailbox of its reader. */
function post(bytes: Uint8Array, reader = mailbox): void {
  const address = addressMessage(bytes) ?? expect.fail();
  const rest = { scenario: { text: 'x' }, size: bytes.length, quality: { none: 'x' } };
  const order = { ...address, reader: { ...address.reader, identifier: reader }, ...rest };
  const message = { id: 'message', contentType: 'application/xml', bytes };
  server.orders.take({ ...order, xtaMessageId: xtaMessageId('Office', randomUUID()) }, { message, attachments: [] });
}

function putReply(name: string, bytes: Uint8Array, ageSeconds: number): void {
  const file = join(folder, `${name}.antwort.xml`);
  const then = Date.now() / 1_000 - ageSeconds;
  writeFileSync(`${file}.part`, bytes);
  utimesSync(`${file}.part`, then, then);
  renameSync(`${file}.part`, file);
}
const repliesIn = () => readdirSync(folder).filter((name) => name.endsWith('.antwort.xml'));
const quarantined = async () => {
  const { rows } = await house.gateway.database.pool.query(
    'select destination_id, reason from quarantined_reply order by received_at',
  );
  return rows;
};

it('a confirmation that lies in the folder reaches the portal, and its file is gone', async () => {
  const { id, uuid } = await submitNotice();
  putReply('bescheinigung', confirmationOf(uuid), 61);
  expect(await repliesTo(id)).toMatchObject([{ kinds: ['acknowledged', 'file-number', 'document'] }]);
  await waitUntil(() => repliesIn().length === 0);
});

it('what is still being written is left alone, and what nobody can read is kept for a person', async () => {
  putReply('wird-geschrieben', Buffer.from('<hal'), 10);
  putReply('unleserlich', Buffer.from('<halb'), 61);
  await waitUntil(async () => (await quarantined()).length === 1);
  await waitUntil(() => repliesIn().length === 1);
  expect(await quarantined()).toMatchObject([{ destination_id: 'leer-gewerbe' }]);
  rmSync(join(folder, 'wird-geschrieben.antwort.xml'));
});

it("answers of both offices lie in one mailbox, and each finds its submission; a stranger's finds none", async () => {
  const [notice, request] = [await submitNotice(), await submit(sampleSubmission())];
  post(confirmationOf(notice.uuid));
  post(writeStatus({ reference: { messageUuid: request.uuid }, status: '02' }));
  post(writeStatus({ reference: { messageUuid: randomUUID() }, status: '02' }));
  await Promise.all([repliesTo(notice.id), repliesTo(request.id)]);
  await waitUntil(async () => (await quarantined()).some(({ reason }) => reason === 'unknown'));
  await waitUntil(() => server.orders.waitingFor(mailbox).length === 0);
});

it('operators see when replies were fetched, and why not', async () => {
  const operator = await house.key('operator', 'anna');
  const seen = async () => {
    const { destinations } = (await look('/v1/destinations', operator)) as {
      destinations: { id: string; replies?: { fetchedAt: string | null; trouble: string | null } }[];
    };
    return destinations.find(({ id }) => id === 'leer-meldewesen')?.replies;
  };
  await waitUntil(async () => (await seen())?.trouble === null && (await seen())?.fetchedAt !== null);
  server.setFaults([{ kind: 'status', status: 503, on: 'getStatusList', times: 1_000 }]);
  await waitUntil(async () => (await seen())?.trouble === 'REPLIES_NOT_FETCHED');
  server.setFaults([]);
  await waitUntil(async () => (await seen())?.trouble === null);
});
