import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSecret } from '../../src/delivery/callbacks/sign.ts';
import { bringFiles } from '../../src/demo/fixture-files.ts';
import { storeCallbackKey } from '../../src/store/callback-keys.ts';
import { createSeal } from '../../src/store/seal.ts';
import { readMasterKeys } from '../../src/store/seal-key.ts';
import { openTestGateway, type TestGateway, uploadTo } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { type NetworkId, places, writeFolder, writeNetwork } from './folder.ts';

/** Two counties with an agreement; the portal of each listens at a path of its own. */

const heard: { path: string; submission: string }[] = [];
let receiver: Server;
let folder: string;
let house: TestGateway;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const { subject } = JSON.parse(await text(request)) as { subject: string };
    heard.push({ path: request.url ?? '', submission: subject });
    response.end();
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  const base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const write = (id: NetworkId, other: NetworkId) => {
    const agreed = `agreements: [{ with: ${other}, contract: "Vertrag 17/2026", services: [wohnberechtigungsschein] }]`;
    const callbacks = `callbacks: { url: "${base}/${id}", plainHttp: true, networks: [127.0.0.0/8] }`;
    return writeNetwork(id, agreed).replace('profiles: [native]', `profiles: [native]\n    ${callbacks}`);
  };
  folder = await writeFolder({
    'leer/network.yaml': write('leer', 'emsland'),
    'emsland/network.yaml': write('emsland', 'leer'),
  });
  house = await openTestGateway({ config: folder });
  const seal = createSeal(await readMasterKeys(undefined, house.dataFolder));
  const now = new Date();
  for (const portalId of ['leer-portal', 'emsland-portal']) {
    const secret = { portalId, secret: makeSecret(), now, othersEndAt: now };
    await storeCallbackKey(house.gateway.database.kysely, seal, secret);
  }
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  receiver.close();
  await rm(folder, { recursive: true });
});

async function submit(key: string, place: NetworkId): Promise<string> {
  const sample = JSON.parse(readFileSync('fixtures/wohnberechtigungsschein/native-dwelling.json', 'utf8'));
  const request = await bringFiles(sample, uploadTo(house, key));
  const body = { ...request, region: places[place].ars, reference: undefined };
  const response = await house.call('/v1/submissions', { key, body });
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
}

it('a callback goes to the portal that submitted, and no other network hears of it', async () => {
  const key = await house.key('portal', 'leer-portal');
  const [across, own] = [await submit(key, 'emsland'), await submit(key, 'leer')];
  const other = await submit(await house.key('portal', 'emsland-portal'), 'emsland');
  await waitUntil(() => [across, own, other].every((id) => heard.some(({ submission }) => submission === id)));
  const pathsOf = (id: string) => new Set(heard.flatMap((each) => (each.submission === id ? [each.path] : [])));
  expect([across, own, other].map(pathsOf)).toEqual([new Set(['/leer']), new Set(['/leer']), new Set(['/emsland'])]);

  const foreign = [await house.key('portal', 'emsland-portal'), await house.key('operator', 'anna', 'emsland')];
  for (const asked of foreign) {
    const listed = await house.call(`/v1/callbacks?submission=${across}`, { key: asked });
    expect(await listed.json()).toEqual({ callbacks: [] });
    const replayed = await house.call('/v1/callbacks/replay', { key: asked, body: { submission: across } });
    expect(await replayed.json()).toEqual({ replayed: 0 });
  }
});
