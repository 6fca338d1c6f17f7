import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

export interface Fixture {
  readonly file: string;
  readonly portal: string;
  readonly request: Readonly<Record<string, unknown>>;
}

interface FixtureFile extends Omit<Fixture, 'file'> {
  readonly expect: { readonly status: number; readonly destination?: string };
}

/** The portal whose payloads are sent. */
export const portal = 'kreisportal';

const folder = new URL('../fixtures/', import.meta.url);

/** The portal's good payloads, with the services alternating. */
export async function readFixtures(): Promise<readonly Fixture[]> {
  const all = await Promise.all(['meldebescheinigung', 'gewerbe-anmeldung'].map(readService));
  const services = all.map((fixtures) =>
    fixtures.filter((fixture) => fixture.expect.status === 202 && fixture.portal === portal),
  );
  const most = Math.max(...services.map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => services.flatMap((fixtures) => fixtures[index] ?? [])).flat();
}

/** The good payloads of all services and portals. */
export async function readAllFixtures(): Promise<readonly Fixture[]> {
  const services = (await readdir(folder)).sort();
  const files = await Promise.all(services.map(readService));
  return files.flat().filter(({ expect }) => expect.status === 202);
}

/** The payloads of a service, good and bad. */
export async function readService(service: string): Promise<(Fixture & FixtureFile)[]> {
  const names = (await readdir(new URL(`${service}/`, folder))).filter((name) => name.endsWith('.json')).sort();
  const read = names.map(async (name) => {
    const text = await readFile(new URL(`${service}/${name}`, folder), 'utf8');
    return { file: `${service}/${name}`, ...(JSON.parse(text) as FixtureFile) };
  });
  return Promise.all(read);
}

/** Gives one body after the other, each with a reference of its own. */
export function endlessBodies(fixtures: readonly Fixture[]): () => string {
  const mark = '{reference}';
  const templates = fixtures.map(({ request }) => JSON.stringify({ ...request, reference: mark }).split(mark));
  const run = randomUUID();
  let sent = 0;
  return () => {
    const [before = '', after = ''] = templates[sent % templates.length] ?? [];
    sent += 1;
    return `${before}${run}-${sent}${after}`;
  };
}
