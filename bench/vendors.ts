import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { quantile } from './numbers.ts';
import { endlessBodies, portal, readService } from './payloads.ts';
import { type Gateway, openPlace } from './place.ts';

/** Where the services of the sample network go, and how that office is. */
const vendors = {
  healthy: { service: 'meldebescheinigung', destination: 'leer-meldewesen' },
  dead: { service: 'gewerbe-anmeldung', destination: 'leer-gewerbe' },
  slow: { service: 'kfz-zulassung', destination: 'kreis-kfz' },
} as const;
type Vendor = keyof typeof vendors;

/** So long the slow one takes for an answer, in milliseconds. */
const slowness = 5_000;
/** Submissions per second, for each vendor. */
const rate = 15;

export interface VendorReport {
  readonly seconds: number;
  readonly rounds: number;
  /** From accepted to delivered at the healthy vendor, in milliseconds: where all are healthy, and where two are not. */
  readonly latencies: Readonly<
    Record<'allWell' | 'beside', { readonly p50: number; readonly p95: number; readonly count: number }>
  >;
  /** Deliveries of the second gateway by vendor and state, at the end. */
  readonly states: Readonly<Record<Vendor, Readonly<Record<string, number>>>>;
}

/**
 * Two gateways with the same submissions for three vendors, in turns: at one all vendors are healthy, at the other one is
 * dead and one is slow, and their backlog grows.
 */
export async function measureVendors(config: string, rounds: number, seconds: number): Promise<VendorReport> {
  await using place = await openPlace(['well', 'beside']);
  const healthy = await place.start('serve-procedure.ts', []);
  const slow = await place.start('serve-procedure.ts', ['--slow', String(slowness)]);
  const network = join(place.folder, 'network.yaml');
  await writeFile(network, await spread(config, { dead: 'http://127.0.0.1:9/nachrichten', slow: slow.url }));
  const urls = { MELDEWESEN_URL: healthy.url, GEWERBE_URL: healthy.url };
  const well = await place.startGateway('well', [], { ...urls, ZUSTELLWERK_CONFIG: config });
  const beside = await place.startGateway('beside', [], { ...urls, ZUSTELLWERK_CONFIG: network });
  const submit = await submitter();

  await Promise.all([well, beside].map((each) => submit(each, 1)));
  const latencies = { allWell: [] as number[], beside: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    latencies.allWell.push(...(await measure(well, () => submit(well, seconds))));
    latencies.beside.push(...(await measure(beside, () => submit(beside, seconds))));
  }
  const all = Object.keys(vendors) as Vendor[];
  const states = Object.fromEntries(await Promise.all(all.map(async (each) => [each, await statesOf(beside, each)])));
  const told = (values: readonly number[]) => ({
    p50: quantile(values, 0.5),
    p95: quantile(values, 0.95),
    count: values.length,
  });
  return { seconds, rounds, latencies: { allWell: told(latencies.allWell), beside: told(latencies.beside) }, states };
}

/** The sample network, with addresses of their own for some vendors. */
async function spread(config: string, urls: Partial<Record<Vendor, string>>): Promise<string> {
  const network = parse(await readFile(config, 'utf8')) as { destinations: { id: string; options: object }[] };
  for (const [vendor, url] of Object.entries(urls)) {
    const found = network.destinations.find(({ id }) => id === vendors[vendor as Vendor].destination);
    if (found) found.options = { url, token: 'env:MELDEWESEN_TOKEN' };
  }
  return JSON.stringify(network);
}

/** Sends as many a second to each vendor, whether or not the ones before are through. */
async function submitter() {
  const bodies = new Map<Vendor, () => string>();
  for (const [vendor, { service, destination }] of Object.entries(vendors)) {
    const good = (await readService(service)).filter(
      ({ expect, portal: by }) => by === portal && expect.destination === destination,
    );
    bodies.set(vendor as Vendor, endlessBodies(good));
  }
  return async ({ url, key }: Gateway, seconds: number): Promise<void> => {
    const post = async (vendor: Vendor) => {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        'idempotency-key': randomUUID(),
      };
      const answer = await fetch(url, { method: 'POST', headers, body: bodies.get(vendor)?.() ?? '' });
      if (answer.status !== 202) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
      await answer.body?.cancel();
    };
    const posts: Promise<void>[] = [];
    for (let sent = 0; sent < rate * seconds; sent += 1) {
      posts.push(...[...bodies.keys()].map(post));
      await sleep(1_000 / rate);
    }
    await Promise.all(posts);
  };
}

/** What a run's deliveries to the healthy vendor took. */
async function measure(gateway: Gateway, run: () => Promise<void>): Promise<number[]> {
  const { destination } = vendors.healthy;
  const since = new Date();
  await run();
  for (;;) {
    const { rows } = await gateway.database.query<{ state: string; took: number }>(
      `select state, extract(epoch from settled_at - created_at)::float * 1000 as took from delivery
       where destination_id = $1 and created_at >= $2`,
      [destination, since],
    );
    if (rows.every(({ state }) => state === 'delivered')) return rows.map(({ took }) => took);
    await sleep(50);
  }
}

async function statesOf({ database }: Gateway, vendor: Vendor): Promise<Record<string, number>> {
  const { rows } = await database.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from delivery where destination_id = $1 group by state order by state',
    [vendors[vendor].destination],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
