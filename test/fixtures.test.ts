import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import formularserver from '../adapters/portals/formularserver/profile.ts';
import native from '../adapters/portals/native/profile.ts';
import { createRegions } from '../src/catalogue/regions.ts';
import { findRoute, listRoutes } from '../src/catalogue/routing.ts';
import { loadNetwork, type Network } from '../src/config/load-network.ts';
import type { Party } from '../src/domains/antrag/party-data.ts';
import { loadServices } from '../src/domains/forms/load-services.ts';
import { chooseMessage, findAct } from '../src/domains/index.ts';
import { explain } from '../src/findings-text.ts';
import { checkData } from '../src/intake/check-data.ts';
import { toData, toPortal } from '../src/intake/profile.ts';
import { buildMessage } from '../src/messages/build.ts';
import type { Head } from '../src/messages/head-g2g.ts';
import { readMessage } from '../src/messages/read.ts';
import { loadSchemas, type Schemas } from '../src/messages/schemas.ts';
import { validate } from '../src/messages/validate.ts';
import { readXml } from '../src/messages/xml-read.ts';

/** A submission and what becomes of it, as the files in `fixtures` tell it. */
interface Fixture {
  readonly title: string;
  readonly portal: string;
  readonly request: {
    readonly serviceId: string;
    readonly region: string;
    readonly profile: string;
    readonly data: unknown;
    readonly applicant?: Party;
    readonly representative?: Party;
    readonly reference: string;
  };
  readonly expect:
    | { readonly status: 202; readonly destination: string }
    | { readonly status: 422; readonly errors: readonly { readonly pointer: string; readonly rule: string }[] };
}

const root = join(import.meta.dirname, '..');
const profiles = [native, formularserver];
const fixtures = readdirSync(join(root, 'fixtures'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(join(root, 'fixtures', file), 'utf8')) as Fixture) }));

const networkFile = join(root, 'config', 'network.yaml');
const { catalogue, acts } = await loadServices(networkFile);
const regions = createRegions();
let network: Network;
let schemas: Schemas;

beforeAll(async () => {
  network = await loadNetwork(networkFile, { regions, services: catalogue });
  schemas = await loadSchemas();
});

afterAll(() => schemas.dispose());

/** What a part of a test cannot go on without. */
function found<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`${what} not found`);
  return value;
}

/** Everything that the gateway knows about a fixture before it looks at the data. */
function route({ portal: portalId, request }: Fixture) {
  const resolution = catalogue.resolve(request.serviceId);
  const service = found(resolution.kind === 'found' ? resolution.service : undefined, request.serviceId);
  const region = found(regions.find(request.region), request.region);
  const routing = findRoute({ service, act: 'apply', region }, listRoutes(network.config), regions);
  const id = routing.kind === 'route' ? routing.destination : undefined;
  const destination = found(
    network.config.destinations.find((candidate) => candidate.id === id),
    'destination',
  );
  const portal = found(
    network.config.portals.find((candidate) => candidate.id === portalId),
    portalId,
  );
  const profile = found(
    profiles.find((candidate) => candidate.id === request.profile),
    request.profile,
  );
  const act = found(findAct(service.id, 'apply', acts), 'act');
  const message = found(chooseMessage(act, destination.messages), 'message');
  const ags = found(region.ags, 'AGS');
  const head: Head = {
    uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
    createdAt: '2026-11-25T10:15:30.123+01:00',
    reader: { kennung: message.readerKennung(ags), name: destination.reader.name },
    author: { ...portal.author, kennung: portal.author.kennung.default },
    product: network.config.product,
  };
  const { applicant, representative } = request;
  const people = { ...(applicant && { applicant }), ...(representative && { representative }) };
  return { portal, destination, profile, act, message, head, surroundings: { ags, attachments: [], ...people } };
}

function check(fixture: Fixture) {
  const parts = route(fixture);
  const mapped = toData(parts.profile, fixture.request.serviceId, fixture.request.data);
  return { ...parts, mapped, findings: checkData({ ...parts, mapped, today: '2026-11-25' }) };
}

/** A list without items and no list are the same in XML. */
function withoutEmptyLists(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, member) =>
    Array.isArray(member) && member.length === 0 ? undefined : member,
  );
}

const accepted = fixtures.filter((fixture) => fixture.expect.status === 202);
const refused = fixtures.filter((fixture) => fixture.expect.status === 422);

it.each(fixtures)('$file comes from a portal that may use the profile, and each field is understood', (fixture) => {
  const { portal, mapped } = check(fixture);
  expect(portal.profiles).toContain(fixture.request.profile);
  expect(mapped.unmapped).toEqual([]);
});

describe.each(accepted)('$file: $title', (fixture) => {
  const { request, expect: expected } = fixture;

  it('has nothing wrong and goes to its destination', () => {
    const { destination, findings } = check(fixture);
    expect(findings).toEqual([]);
    expect(expected).toEqual({ status: 202, destination: destination.id });
  });

  it('becomes a valid message from which the same data are read', async () => {
    const { mapped, message, head, surroundings } = check(fixture);
    const data = message.complete(mapped.data, surroundings);
    const xml = buildMessage(message.definition, { head, data });
    expect(await validate(xml, schemas)).toMatchObject({ kind: 'valid' });
    expect(readMessage(message.definition, readXml(xml)).data).toEqual(withoutEmptyLists(data));
  });

  it('can be said in the dialect again', () => {
    const { profile, mapped } = check(fixture);
    const again = toData(profile, request.serviceId, toPortal(profile, request.serviceId, mapped.data));
    expect(again.data).toEqual(mapped.data);
  });
});

describe.each(refused)('$file: $title', (fixture) => {
  it('is refused with all faults, each at its field', () => {
    const { findings } = check(fixture);
    const told = findings.map(({ pointer, finding }) => `${pointer} ${finding.params?.id ?? finding.rule}`);
    const { expect: expected } = fixture;
    const wanted = 'errors' in expected ? expected.errors.map(({ pointer, rule }) => `${pointer} ${rule}`) : [];
    expect(told.toSorted()).toEqual(wanted.toSorted());
  });

  it('can be explained in both languages', () => {
    for (const { finding } of check(fixture).findings) {
      for (const language of ['de', 'en'] as const) expect(explain(finding, language)).not.toMatch(/undefined|\{/);
    }
  });
});

it('has good and bad fixtures for each service and profile', () => {
  const kinds = fixtures.map(({ request, expect: { status } }) => `${request.serviceId} ${request.profile} ${status}`);
  for (const service of ['meldebescheinigung', 'gewerbe-anmeldung']) {
    for (const { id } of profiles) {
      for (const status of [202, 422]) {
        const kind = `${service} ${id} ${status}`;
        expect(kinds.filter((each) => each === kind).length, kind).toBeGreaterThanOrEqual(2);
      }
    }
  }
});
