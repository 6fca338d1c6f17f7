import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startXtaServer } from '../src/simulators/xta.ts';
import { runCli } from '../src/testing/run-cli.ts';
import { openTestGateway, sampleSubmission } from '../src/testing/test-gateway.ts';
import { waitUntil } from '../src/testing/wait-until.ts';

const folder = mkdtempSync(join(tmpdir(), 'xta-network-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The sample network, with one registration office behind an XTA server. */
function networkWith(url: string): string {
  const sample = readFileSync(new URL('../config/network.yaml', import.meta.url), 'utf8');
  const plain =
    'adapter: xoev-https\n    options: &meldewesen { url: "env:MELDEWESEN_URL", token: "env:MELDEWESEN_TOKEN" }';
  const xta = `adapter: xta
    options: { url: "${url}", senderId: Kreis-Leer_01, scenarioText: Meldewesen, awaitReport: true }`;
  expect(sample).toContain(plain);
  const file = join(folder, 'network.yaml');
  const others = 'adapter: xoev-https\n    options: { url: "env:MELDEWESEN_URL", token: "env:MELDEWESEN_TOKEN" }';
  writeFileSync(file, sample.replace(plain, xta).replaceAll('adapter: xoev-https\n    options: *meldewesen', others));
  return file;
}

it('a submission reaches the mailbox of its office, once, although the server fails in the middle', async () => {
  await using server = await startXtaServer({
    report: 'green',
    faults: [
      { kind: 'status', status: 503, on: 'sendMessage', times: 1 },
      { kind: 'cut-after', on: 'sendMessage', times: 1 },
    ],
  });
  const config = networkWith(server.url);
  writeFileSync(config, readFileSync(config, 'utf8').replace('firstPause: 5s', 'firstPause: 1s'));
  await using gateway = await openTestGateway({ config });
  const key = await gateway.key('portal', 'kreisportal');
  const accepted = await gateway.call('/v1/submissions', { key, body: sampleSubmission() });
  expect(accepted.status).toBe(202);
  const { id } = (await accepted.json()) as { id: string };
  const done = await waitUntil(async () => {
    const seen = (await (await gateway.call(`/v1/submissions/${id}`, { key })).json()) as { state: string };
    return seen.state === 'in-delivery' || seen.state === 'received' ? undefined : seen.state;
  });
  expect(done).toBe('delivered');
  expect(server.orders.waitingFor('ags:03457013')).toMatchObject([
    { order: { author: { identifier: 'mbp:sample-kreisportal' } } },
  ]);
  expect(server.calls().filter((call) => call === 'sendMessage')).toHaveLength(2);
});

it('an interface contract can be made for an office behind XTA', async () => {
  const config = networkWith('http://127.0.0.1:9/');
  const env = { ZUSTELLWERK_CONFIG: config, MELDEWESEN_URL: 'http://127.0.0.1:9/', GEWERBE_URL: 'http://127.0.0.1:9/' };
  const secrets = { MELDEWESEN_TOKEN: 'x', GEWERBE_TOKEN: 'x' };
  const built = await runCli(['contract', 'build', 'meldebescheinigung', 'leer-meldewesen', '--out', folder], {
    ...env,
    ...secrets,
  });
  expect(built.code, built.stderr).toBe(0);
  const contract = readFileSync(join(folder, 'meldebescheinigung-leer-meldewesen', 'contract.json'), 'utf8');
  expect(JSON.parse(contract).exchange).toMatchObject({ transport: 'xta', steps: { length: 4 } });
});
