import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SimulatedProcedure, startProcedure } from '../simulators/procedure.ts';
import { embedDocument, writeStatus } from '../simulators/status-reply.ts';
import { listenAsClamd, type TestClamd } from '../testing/clamd.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';

let clamd: TestClamd;
let procedure: SimulatedProcedure;
let house: TestGateway;
let portal: string;
let office: string;
let operator: string;

beforeAll(async () => {
  clamd = await listenAsClamd(1_000);
  procedure = await startProcedure({ token: 'secret' });
  house = await openTestGateway({ url: procedure.url, environment: { ZUSTELLWERK_SCANNER: clamd.address } });
  portal = await house.key('portal', 'kreisportal');
  office = await house.key('vendor', 'leer-meldewesen');
  operator = await house.key('operator', 'anna');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await procedure.close();
  await clamd[Symbol.asyncDispose]();
});

async function deliver(): Promise<{ id: string; uuid: string }> {
  const response = await house.call('/v1/submissions', { key: portal, body: sampleSubmission() });
  const { id, message } = (await response.json()) as { id: string; message: { uuid: string } };
  await waitUntil(async () => ((await read(`/v1/submissions/${id}`)) as { state: string }).state === 'delivered');
  return { id, uuid: message.uuid };
}

const read = async (path: string, key = portal) => (await house.call(path, { key })).json();

function reply(messageUuid: string, ...contents: readonly (readonly [string, string])[]): Promise<Response> {
  const documents = contents.map(([mediaType, content]) =>
    embedDocument('Bescheid', 'Bescheid.bin', mediaType, Buffer.from(content)),
  );
  const body = writeStatus({ reference: { messageUuid }, status: '02', documents }, { uuid: randomUUID() });
  return house.call('/v1/replies', { key: office, body, headers: { 'content-type': 'application/xml' } });
}

const repliesOf = async (id: string) =>
  ((await read(`/v1/submissions/${id}/replies`)) as { replies: object[] }).replies;

it('malware in a document keeps the reply for an operator, and the portal hears nothing', async () => {
  const { id, uuid } = await deliver();
  const answer = await reply(uuid, ['text/plain', 'fine'], ['text/plain', 'EICAR']);
  expect([answer.status, await answer.json()]).toMatchObject([422, { type: '/problems/malware-found' }]);
  expect(await repliesOf(id)).toEqual([]);
  const { replies } = (await read('/v1/quarantine', operator)) as { replies: { id: string; reason: string }[] };
  expect(replies.map(({ reason }) => reason)).toEqual(['malware']);
  const retried = await house.call(`/v1/quarantine/${replies[0]?.id}/retry`, { key: operator, method: 'POST' });
  expect(await retried.json()).toMatchObject({ result: 'infected' });
  expect(await repliesOf(id)).toEqual([]);
});

it('a reply that cannot be scanned is to come again', async () => {
  const { id, uuid } = await deliver();
  const answer = await reply(uuid, ['text/plain', 'y'.repeat(2_000)]);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await repliesOf(id)).toEqual([]);
});

it('documents are of the type that they have', async () => {
  const { id, uuid } = await deliver();
  const octets = 'application/octet-stream';
  expect((await reply(uuid, [octets, '%PDF-1.7'], ['image/png', 'Sehr geehrte Frau'])).status).toBe(200);
  const [shown] = (await repliesOf(id)) as { documents: { mediaType: string }[] }[];
  expect(shown?.documents.map(({ mediaType }) => mediaType).sort()).toEqual(['application/pdf', 'text/plain']);
});
