import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FixtureFile } from '../demo/fixture-files.ts';
import { fold, nearest } from '../nearest.ts';
import { packageRoot } from '../package-root.ts';
import { cannotRun } from './failure.ts';

interface Example {
  readonly portal: string;
  readonly request: { readonly serviceId: string; readonly profile: string; readonly reference?: string };
  readonly files?: readonly FixtureFile[];
  readonly expect: { readonly status: number };
}

/**
 * A sample submission that comes with Zustellwerk, without its reference, so that it can be posted again and again.
 *
 * @param service id of a service, hyphens or not: `gewerbeanmeldung`.
 * @param portal a portal of the sample network or a profile, or a part of its name: `kommune365`; absent: `native`.
 */
export async function findExample(service: string, portal = 'native'): Promise<Pick<Example, 'request' | 'files'>> {
  const folder = join(packageRoot, 'fixtures');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json')).sort();
  const all = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Example),
  );
  const fine = all.filter(({ expect }) => expect.status === 202);
  const ofService = fine.filter(({ request }) => fold(request.serviceId) === fold(service));
  if (ofService.length === 0) {
    const like = nearest(
      service,
      fine.map(({ request }) => request.serviceId),
    );
    throw cannotRun(`There is no example of "${service}".${like.length > 0 ? ` Try ${like.join(', ')}.` : ''}`);
  }
  const found = ofService.find(({ portal: id, request: { profile } }) =>
    [id, profile].some((name) => fold(name).includes(fold(portal))),
  );
  if (!found) {
    const names = [...new Set(ofService.map(({ request: { profile } }) => profile))].join(', ');
    throw cannotRun(`There is no example of ${service} for "${portal}"; there is one for ${names}.`);
  }
  const { reference: _, ...request } = found.request;
  return { ...found, request };
}
