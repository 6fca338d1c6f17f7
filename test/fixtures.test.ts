import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profiles } from '../adapters/index.ts';
import { createRegions } from '../src/catalogue/regions.ts';
import { findRoute, listRoutes } from '../src/catalogue/routing.ts';
import { mayBeDelivered } from '../src/catalogue/service.ts';
import { loadNetwork, type Network } from '../src/config/load-network.ts';
import type { Party } from '../src/domains/antrag/party-data.ts';
import { loadServices } from '../src/domains/forms/load-services.ts';
import { actsOf, findAct } from '../src/domains/index.ts';
import { chooseMessage } from '../src/domains/versions.ts';
import type { DataPath } from '../src/findings.ts';
import { explain } from '../src/findings-text.ts';
import { checkData } from '../src/intake/check-data.ts';
import { completeContent } from '../src/intake/content.ts';
import { parsePointer } from '../src/intake/pattern.ts';
import { toData, toPortal } from '../src/intake/profile.ts';
import { traceSubmission } from '../src/intake/trace-submission.ts';
import { buildMessage } from '../src/messages/build.ts';
import type { Head } from '../src/messages/head-g2g.ts';
import { locate } from '../src/messages/locate.ts';
import { valueAt } from '../src/messages/paths.ts';
import { readMessage } from '../src/messages/read.ts';
import { loadSchemas, type Schemas } from '../src/messages/schemas.ts';
import { validate } from '../src/messages/validate.ts';
import { readXml } from '../src/messages/xml-read.ts';
import { xpathOf } from '../src/messages/xpath-of.ts';

/** A submission and what becomes of it, as the files in `fixtures` tell it. */
interface Fixture {
  readonly title: string;
  readonly portal: string;
  readonly request: {
    readonly serviceId: string;
    readonly act?: string;
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
  network = await loadNetwork(networkFile, { regions: createRegions, services: catalogue });
  schemas = await loadSchemas();
});

afterAll(() => schemas.dispose());

/** What a part of a test cannot go on without. */
function found<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`${what} not found`);
  return value;
}

function leafPaths(value: unknown, at: DataPath = []): DataPath[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => leafPaths(each, [...at, index]));
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([name, each]) => leafPaths(each, [...at, name]));
}

/** Everything that the gateway knows about a fixture before it looks at the data. */
function route({ portal: portalId, request }: Fixture) {
  const resolution = catalogue.resolve(request.serviceId);
  const service = found(resolution.kind === 'found' ? resolution.service : undefined, request.serviceId);
  const region = found(regions.find(request.region), request.region);
  const { act: actId = 'apply' } = request;
  const question = { service, act: actId, region, portal: portalId, day: '2026-11-25' };
  const routing = findRoute(question, listRoutes(network.config), regions);
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
  const act = found(findAct(service.id, actId, acts), 'act');
  const message = found(
    chooseMessage(act, destination.messages, '2026-11-25', { overlapDays: 0, earlyDays: 0 }),
    'message',
  ).message;
  const ags = found(region.ags, 'AGS');
  const head: Head = {
    uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
    createdAt: '2026-11-25T10:15:30.123+01:00',
    reader: {
      kennung: destination.reader.kennung ?? found(message.readerKennung(ags), 'kennung'),
      name: destination.reader.name,
    },
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
  const content = completeContent(parts.message, mapped.data, parts.head, parts.surroundings);
  const findings = checkData({ ...parts, mapped, today: '2026-11-25', content, sound: false });
  return { ...parts, mapped, findings };
}

/** A list without items and no list are the same in XML. */
function withoutEmptyLists(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, member) =>
    Array.isArray(member) && member.length === 0 ? undefined : member,
  );
}

/** Whether people apply elsewhere, so that nobody looks at the data. */
function leadsElsewhere({ expect: expected }: Fixture): boolean {
  return 'errors' in expected && expected.errors.some(({ rule }) => ['link-out', 'efa', 'information'].includes(rule));
}

/** All elements and attributes with their XPaths, as libxml2 tells them to those whose message is invalid. */
function xpathsOf(element: XmlElement, at = `/${element.prefix}:${element.name}`): string[] {
  const children: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(node);
  }
  const nameOf = ({ prefix, name }: XmlElement) => (prefix === '' ? name : `${prefix}:${name}`);
  return [
    at,
    ...element.attrs.map(({ name }) => `${at}/@${name}`),
    ...children.flatMap((child) => {
      const alike = children.filter((other) => nameOf(other) === nameOf(child));
      return xpathsOf(child, `${at}/${nameOf(child)}${alike.length > 1 ? `[${alike.indexOf(child) + 1}]` : ''}`);
    }),
  ];
}

const elsewhere = fixtures.filter(leadsElsewhere);
const here = fixtures.filter((fixture) => !leadsElsewhere(fixture));
const accepted = fixtures.filter((fixture) => fixture.expect.status === 202);
const refused = here.filter((fixture) => fixture.expect.status === 422);

it.each(here)('$file comes from a portal that may use the profile, and each field is understood', (fixture) => {
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

  it('has a trace of exactly the elements and attributes of the message, and of each field of the portal', () => {
    const { mapped, message, head, surroundings } = check(fixture);
    const content = { head, data: message.complete(mapped.data, surroundings) };
    const { elements, fields } = traceSubmission({ message, content, mapped, body: request });
    using document = XmlDocument.fromBuffer(buildMessage(message.definition, content));
    expect(elements.map(({ xpath }) => xpath)).toEqual(xpathsOf(document.root));
    const namespaces = { [message.definition.standard.prefix]: message.definition.standard.namespace };
    for (const { xpath, origin, pointers = [] } of elements.filter((each) => each.origin === 'portal')) {
      const values = pointers.map((pointer) => valueAt(request, parsePointer(pointer)));
      expect(values, `${xpath} ${origin}`).not.toContain(undefined);
      const [value] = values;
      if (request.profile !== 'native' || typeof value === 'boolean' || typeof value === 'object') continue;
      // An element whose presence is the whole information says true for what the data have a word for; XSD writes a
      // time of day with seconds.
      expect([String(value), 'true', `${value}:00`], xpath).toContain(document.get(xpath, namespaces)?.content);
    }
    for (const { pointer, xpaths, nowhere } of fields) expect(xpaths.length > 0, pointer).toBe(nowhere === undefined);
    const lost = fields.flatMap(({ nowhere }) => (nowhere === undefined || nowhere === 'blank' ? [] : [nowhere]));
    if (request.profile === 'native') expect(lost).toEqual([]);
  });

  it('has the way from each value to its element and back', () => {
    const { mapped, message, head, surroundings } = check(fixture);
    const xml = buildMessage(message.definition, { head, data: message.complete(mapped.data, surroundings) });
    const content = readMessage(message.definition, readXml(xml));
    for (const path of leafPaths(content)) {
      expect(locate(message.definition, xpathOf(message.definition, content, path))).toEqual(path);
    }
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

it.each(elsewhere)('$file: $title', ({ portal, request }) => {
  const resolution = catalogue.resolve(request.serviceId);
  const service = found(resolution.kind === 'found' ? resolution.service : undefined, request.serviceId);
  const region = found(regions.find(request.region), request.region);
  const question = { service, act: request.act ?? 'apply', region, portal, day: '2026-11-25' };
  expect(findRoute(question, listRoutes(network.config), regions)).toMatchObject({
    kind: 'link-out',
    link: { url: expect.stringMatching(/^https:/) },
  });
});

it('no two fixtures have the same reference: a portal may use one only once', () => {
  const references = fixtures.map(({ portal, request }) => `${portal} ${request.reference}`);
  expect(references.filter((reference, index) => references.indexOf(reference) !== index)).toEqual([]);
});

it('has a good fixture for each service that is delivered, and a link for each that is not', () => {
  const services = (given: readonly Fixture[]) => new Set(given.map(({ request }) => request.serviceId));
  const [delivered, linked] = [services(accepted), services(elsewhere)];
  const missing = catalogue.list().filter((service) => !(mayBeDelivered(service) ? delivered : linked).has(service.id));
  expect(missing.map(({ id }) => id)).toEqual([]);
});

it('has good and bad fixtures for each act of vehicle registration', () => {
  const kinds = here.map(({ request, expect: { status } }) => `${request.serviceId} ${request.act} ${status}`);
  for (const act of actsOf('kfz-zulassung')) {
    for (const status of [202, 422]) expect(kinds).toContain(`kfz-zulassung ${act} ${status}`);
  }
});

it('has good and bad fixtures for each profile and the first services', () => {
  const kinds = fixtures.map(({ request, expect: { status } }) => `${request.serviceId} ${request.profile} ${status}`);
  const first = ['meldebescheinigung', 'gewerbe-anmeldung', 'kfz-zulassung'];
  const wanted = [
    ...profiles.flatMap(({ id }) => first.map((service) => `${service} ${id}`)),
    'gewerbe-ummeldung native',
    'gewerbe-abmeldung native',
  ];
  for (const kind of wanted) for (const status of [202, 422]) expect(kinds).toContain(`${kind} ${status}`);
});

it.each(['melderegister-selbstauskunft apply', 'uebermittlungssperren apply', 'uebermittlungssperren query'])(
  'has good and bad native fixtures for %s',
  (act) => {
    const own = fixtures.filter(({ request }) => `${request.serviceId} ${request.act ?? 'apply'}` === act);
    expect(own.filter(({ expect: { status } }) => status === 202).length).toBeGreaterThanOrEqual(2);
    expect(own.filter(({ expect: { status } }) => status === 422).length).toBeGreaterThanOrEqual(2);
  },
);

it('has a reference of its own in each fixture, since a portal may use one once only', () => {
  const references = fixtures.map(({ portal, request }) => `${portal} ${request.reference}`);
  expect(references.filter((reference, index) => references.indexOf(reference) !== index)).toEqual([]);
});
