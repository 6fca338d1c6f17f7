import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringFiles } from '../../src/demo/fixture-files.ts';
import { openTestGateway, type TestGateway, uploadTo } from '../../src/testing/test-gateway.ts';
import { type NetworkId, places, writeFolder, writeNetwork } from './folder.ts';

/** What networks of one gateway do for each other, and what they do not. */

const agreed = (other: NetworkId, more = '') =>
  `agreements: [{ with: ${other}, contract: "Vertrag 17/2026", services: [wohnberechtigungsschein]${more} }]`;

let folder: string;
let house: TestGateway;
const keys = new Map<string, string>();
const key = (name: string) => keys.get(name) ?? '';

beforeAll(async () => {
  folder = await writeFolder({
    'leer/network.yaml': writeNetwork('leer', agreed('emsland')),
    'emsland/network.yaml': writeNetwork('emsland', agreed('leer'), ['leer']),
  });
  house = await openTestGateway({ config: folder });
  for (const network of ['leer', 'emsland'] as const) {
    keys.set(`${network} portal`, await house.key('portal', `${network}-portal`));
    keys.set(`${network} operator`, await house.key('operator', 'anna', network));
    keys.set(`${network} clerk`, await house.key('clerk', `${network}-stadt`));
  }
});
afterAll(() => house[Symbol.asyncDispose]());

async function submit(portal: string, place: NetworkId, fixture = 'wohnberechtigungsschein/native-dwelling.json') {
  const sample = JSON.parse(readFileSync(`fixtures/${fixture}`, 'utf8'));
  const request: Record<string, unknown> = await bringFiles(sample, uploadTo(house, key(portal)));
  const { reference: _, ...body }: Record<string, unknown> = { ...request, region: places[place].ars };
  const response = await house.call('/v1/submissions', {
    key: key(portal),
    body,
    headers: { 'accept-language': 'en' },
  });
  const answer = (await response.json()) as { id: string; destination?: unknown; errors?: unknown };
  return { status: response.status, ...answer };
}

const statusFor = async (name: string, path: string, headers = {}) =>
  (await house.call(path, { key: key(name), headers })).status;

describe('a service that one county runs for others', () => {
  it('sends data to the authority of the place; both sides see the status, the provider sees nothing', async () => {
    const { status, id, destination } = await submit('leer portal', 'emsland');
    expect({ status, destination }).toEqual({
      status: 202,
      destination: { id: 'emsland-mailbox', name: 'Meppen, Wohnen' },
    });
    const path = `/v1/submissions/${id}`;
    expect(await statusFor('leer portal', path)).toBe(200);
    expect(await statusFor('emsland operator', path)).toBe(200);
    expect(await statusFor('leer operator', path)).toBe(404);
    expect(await statusFor('emsland portal', path)).toBe(404);
    const mailbox = async (name: string) => {
      const response = await house.call('/v1/mailbox/emsland-mailbox', { key: key(name) });
      return response.status === 200 ? ((await response.json()) as { deliveries: object[] }).deliveries.length : 'none';
    };
    expect([await mailbox('emsland clerk'), await mailbox('leer clerk')]).toEqual([1, 'none']);
    const receipt = await house.call(`${path}/receipt`, { key: key('leer portal') });
    expect(await receipt.json()).toMatchObject({ authority: 'Stadt Meppen', region: 'Meppen' });
    const { rows } = await house.gateway.database.pool.query(
      'select network_id, portal_id, authority_id from submission where id = $1',
      [id],
    );
    expect(rows).toEqual([{ network_id: 'emsland', portal_id: 'leer-portal', authority_id: 'emsland-stadt' }]);
  });

  it('is mapped again where it belongs, by what its portal says', async () => {
    const { id } = await submit('leer portal', 'emsland');
    const shown = await house.call(`/v1/submissions/${id}`, { key: key('emsland operator') });
    const { delivery, message } = (await shown.json()) as { delivery: { id: string }; message: { uuid: string } };
    const again = { body: { again: 'mapped', reason: 'corrected' } };
    const path = `/v1/deliveries/${delivery.id}/redrive`;
    expect((await house.call(path, { key: key('leer operator'), ...again })).status).toBe(404);
    const redriven = await house.call(path, { key: key('emsland operator'), ...again });
    expect(await redriven.json()).toMatchObject({ supersedes: delivery.id });
    const after = await house.call(`/v1/submissions/${id}`, { key: key('leer portal') });
    expect(await after.json()).toMatchObject({
      destination: 'emsland-mailbox',
      message: { uuid: expect.not.stringMatching(message.uuid) },
    });
  });

  it('is limited to the services of the agreement', async () => {
    const { status, errors } = await submit('leer portal', 'emsland', 'generischer-antrag/native-letter.json');
    expect({ status, errors }).toMatchObject({ status: 422, errors: [{ rule: 'no-route' }] });
  });

  it('is in the catalogue of both', async () => {
    const told = async (name: string) => {
      const response = await house.call(`/v1/services?region=${places.emsland.ars}`, { key: key(name) });
      const { services } = (await response.json()) as { services: { id: string; owner: string; ways: object[] }[] };
      return services.find(({ id }) => id === 'wohnberechtigungsschein');
    };
    const ways = [{ act: 'apply', way: 'deliver', destination: 'emsland-mailbox' }];
    const both = { owner: 'Stadt Meppen', ways };
    expect([await told('leer portal'), await told('emsland portal')]).toMatchObject([both, both]);
  });
});

describe('an operator', () => {
  it('acts in another network where it was delegated, each time by saying so, and under the own name', async () => {
    const there = { 'zustellwerk-network': 'emsland' };
    expect(await statusFor('leer operator', '/v1/destinations', there)).toBe(200);
    const pause = await house.call('/v1/destinations/emsland-gewerbe/pause', {
      key: key('leer operator'),
      body: { reason: 'update' },
      headers: there,
    });
    expect(pause.status).toBe(200);
    const actions = await house.call('/v1/operator-actions', { key: key('emsland operator') });
    expect(await actions.json()).toMatchObject({ actions: [{ operator: 'anna (leer)', subject: 'emsland-gewerbe' }] });
    expect(await statusFor('emsland operator', '/v1/destinations', { 'zustellwerk-network': 'leer' })).toBe(404);
    expect(await statusFor('leer clerk', '/v1/destinations', there)).toBe(404);
  });
});

describe('a reload', () => {
  const reload = async (name: string) => {
    const options = { key: key(name), method: 'POST', headers: { 'accept-language': 'en' } };
    const response = await house.call('/v1/configuration/reload', options);
    return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
  };
  const write = (network: NetworkId, text: string) => writeFile(join(folder, network, 'network.yaml'), text);

  it('takes up what has changed, without a gap', async () => {
    const before = house.gateway.networks();
    await write('emsland', writeNetwork('emsland', agreed('leer').replace('17', '18'), ['leer']));
    const asked = submit('leer portal', 'leer');
    expect(await reload('leer operator')).toMatchObject({ status: 200, networks: ['leer'] });
    expect((await asked).status).toBe(202);
    expect(house.gateway.networks()).not.toEqual(before);
    expect(house.logged()).toContain('is not in force: leer has no agreement with emsland about');
    expect(await submit('leer portal', 'emsland')).toMatchObject({ status: 422, errors: [{ rule: 'no-route' }] });
    expect((await submit('emsland portal', 'emsland')).status).toBe(202);
  });

  it('changes nothing when a file is bad, and tells those whose file it is', async () => {
    await write('emsland', writeNetwork('emsland', 'colour: red'));
    const before = house.gateway.networks();
    expect(await reload('emsland operator')).toMatchObject({
      status: 422,
      type: '/problems/configuration-refused',
      errors: [{ detail: expect.stringMatching(/^network\.yaml:2:1 colour is not known/) }],
    });
    const told = await reload('leer operator');
    expect(told).toMatchObject({ status: 422, detail: 'CONFIG_INVALID; the log of the gateway says more' });
    expect(JSON.stringify(told)).not.toContain('colour');
    expect(house.gateway.networks()).toBe(before);
    expect((await submit('emsland portal', 'emsland')).status).toBe(202);
  });

  it('refuses an id that two networks have, which nobody is told of but the log', async () => {
    await write('emsland', writeNetwork('emsland').replace('id: emsland-portal', 'id: leer-portal'));
    expect((await reload('leer operator')).status).toBe(422);
    expect(house.logged()).toContain('portals[0].id \\"leer-portal\\" is one of emsland too');
  });

  it('serves a network that came new', async () => {
    await write('emsland', writeNetwork('emsland', agreed('leer')));
    expect((await reload('emsland operator')).status).toBe(200);
    expect((await submit('leer portal', 'emsland')).status).toBe(202);
  });
});
