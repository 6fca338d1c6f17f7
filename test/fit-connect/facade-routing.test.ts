import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { destinationId, type Facade, openFacade, otherDestinationId } from './facade.ts';

let facade: Facade;
beforeAll(async () => {
  facade = await openFacade();
}, 120_000);
afterAll(() => facade[Symbol.asyncDispose]());

const leikaKey = '99107004018000';

describe('the Routing API', () => {
  it.each(['v1', 'v2'] as const)('answers our own client in %s, with signatures that it verifies', async (version) => {
    const routing = fitConnect.createRoutingApi({
      baseUrl: facade.url,
      version,
      trustedIssuers: [facade.url],
      trustedHosts: [new URL(facade.url).host],
      trust: { environment: 'test' },
    });
    for (const area of [
      { ars: '034570013013' },
      { ars: '034570014' },
      { ars: '03457' },
      { ags: '03457013' },
      { ags: '03457' },
    ]) {
      const routes = await routing.findRoutes(leikaKey, area);
      expect([area, routes.map((route) => route.destinationId)]).toEqual([area, [destinationId, otherDestinationId]]);
    }
    expect(await routing.findRoutes(leikaKey, { ars: '091620000000' })).toEqual([]);
    expect(await routing.findRoutes(leikaKey, { ars: '03' })).toEqual([]);
    expect(await routing.findRoutes('99123456760610', { ars: '034570013013' })).toEqual([]);
    expect(await routing.findAreas('Leer*')).toEqual(
      expect.arrayContaining([{ id: '034570013013', name: expect.stringContaining('Leer'), type: 'Stadt' }]),
    );
    expect(await routing.findAreas('Leer Ostfriesland')).toHaveLength(1);
    expect(await routing.findAreas('*oormer*')).toMatchObject([{ id: '034570014014' }]);
    const [moormerland] = await routing.findAreas('*oormer*');
    expect(await routing.findAreas('Moor*land')).toEqual([moormerland]);
    expect(await routing.findAreas('oormer*')).toEqual([]);
    expect(await routing.findAreas('(.*')).toEqual([]);
  });

  it('serves the requests of the public client: area, routes of the area, info', async () => {
    const get = async (path: string) => {
      const answer = await fetch(`${facade.url}/v2${path}`, { headers: { 'user-agent': 'fit-connect-cli' } });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
    };
    expect((await get('/info')).body).toEqual({ version: { major: 2, minor: 0, patch: 0 } });
    const areas = await get('/areas?areaSearchexpression=Moormerland&limit=10&offset=0');
    expect(areas.body).toEqual({
      count: 1,
      offset: 0,
      totalCount: 1,
      areas: [expect.objectContaining({ id: '034570014014' })],
    });
    const routes = await get(`/routes?leikaKey=${leikaKey}&areaId=034570014014&limit=1&offset=1`);
    expect(routes.body).toEqual({
      count: 1,
      offset: 1,
      totalCount: 2,
      routes: [
        { destinationId: otherDestinationId, destinationName: 'Bauamt', destinationSignature: expect.any(String) },
      ],
    });
    const left = Number(routes.headers.get('ratelimit-remaining'));
    expect(Number(routes.headers.get('ratelimit-limit'))).toBe(6_000);
    expect(Number(routes.headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60);
    const refused = await get('/routes?leikaKey=1&ars=03457');
    expect(Number(refused.headers.get('ratelimit-remaining'))).toBeLessThan(left);
    for (const query of [
      'leikaKey=1&ars=03457',
      `leikaKey=${leikaKey}`,
      `leikaKey=${leikaKey}&ars=03457&ags=03457`,
      `leikaKey=${leikaKey}&ars=0345`,
      `leikaKey=${leikaKey}&ags=034570013`,
      `leikaKey=${leikaKey}&areaId=x`,
      `leikaKey=${leikaKey}&ars=03457&limit=501`,
    ]) {
      expect([query, (await get(`/routes?${query}`)).status]).toEqual([query, 400]);
    }
    for (const query of [
      '',
      'areaSearchexpression=L',
      'areaSearchexpression=L*r',
      Array(11).fill('areaSearchexpression=Leer').join('&'),
    ]) {
      expect([query, (await get(`/areas?${query}`)).status]).toEqual([query, 400]);
    }
    expect((await get(`/routes?leikaKey=${leikaKey}&areaId=1`)).body).toMatchObject({ totalCount: 0 });
  });
});
