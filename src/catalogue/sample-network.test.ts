import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadNetwork } from '../config/load-network.ts';
import { createRegions } from './regions.ts';
import { createCatalogue } from './services.ts';

const known = { regions: createRegions, services: createCatalogue() };
const sample = fileURLToPath(new URL('../../config/network.yaml', import.meta.url));

test('the sample network is sound', async () => {
  const { config, warnings, revision } = await loadNetwork(sample, known);
  expect(warnings).toEqual([]);
  expect(revision).toMatch(/^[0-9a-f]{64}$/);
  expect(config.network).toMatchObject({ id: 'landkreis-leer', name: 'Landkreis Leer', test: true });
  expect(config.product).toEqual({ name: 'Zustellwerk', manufacturer: 'Zustellwerk' });
  expect(config.destinations).toHaveLength(12);
  expect(config.destinations[1]?.delivery).toEqual({
    parallel: 4,
    attempts: 12,
    maxAge: 259_200_000,
    firstPause: 5_000,
    longestPause: 3_600_000,
    timeout: 30_000,
  });
  expect(config.destinations[1]?.breaker).toEqual({ failures: 5, pause: 60_000 });
  expect(config.routes[0]).toMatchObject({ act: ['apply'], region: ['034570013013'] });
});

test('the sample network has an author with every key that its messages need', async () => {
  const { config } = await loadNetwork(sample, known);
  for (const { author } of config.portals)
    expect(author.kennung).toMatchObject({ default: expect.any(String), xmeld: expect.any(String) });
});
