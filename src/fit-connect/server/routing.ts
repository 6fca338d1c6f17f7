import type { Hono } from 'hono';
import type { ServerContext, ServerEnvironment } from './access.ts';
import { cutPage, readPage, writePage } from './page.ts';
import type { HostedDestination, ServerPorts } from './ports.ts';
import { Refusal } from './refusal.ts';

const leikaUrn = 'urn:de:fim:leika:leistung:';
const arsUrn = 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs:';

/** Digits that an ARS (Bund/Land, Bezirk, Kreis, Verband, Gemeinde) and an AGS may have: Routing API 2.0.0. */
const forms = {
  ars: /^\d{2}$|^\d{3}$|^\d{5}$|^\d{9}$|^\d{12}$/,
  ags: /^\d{2}$|^\d{3}$|^\d{5}$|^\d{8}$/,
  areaId: /^\d+$/,
};

/** The Routing API: which destination takes a service in an area, and which areas there are. It needs no token. */
export function mountRouting(app: Hono<ServerEnvironment>, ports: ServerPorts): void {
  app.get('/routes', async (c) => {
    const page = readPage(c);
    const leikaKey = c.req.query('leikaKey') ?? '';
    if (!/^99\d{12}$/.test(leikaKey)) throw new Refusal(400, 'leikaKey has to be 14 digits that begin with 99.');
    const ars = readArea(c, ports);
    const destinations = ars === undefined ? [] : await ports.listDestinations();
    const serving = destinations.filter((one) => one.status === 'active' && ars && serves(one, leikaKey, ars));
    const { entries, totalCount } = cutPage(serving, page);
    const routes = await Promise.all(entries.map((one) => writeRoute(one, ars ?? '', ports)));
    return c.json(writePage('routes', page, { entries: routes, totalCount }));
  });

  app.get('/areas', (c) => {
    const page = readPage(c);
    const terms = c.req.queries('areaSearchexpression') ?? [];
    if (terms.length < 1 || terms.length > 10 || !terms.every(isSearchable)) {
      throw new Refusal(400, 'areaSearchexpression: 1 to 10 terms, each with 2 characters or more between its *.');
    }
    return c.json(writePage('areas', page, cutPage(ports.areas.search(terms.map(writePattern)), page)));
  });
}

/** Exactly one of three; undefined for an area that is not known. */
function readArea(c: ServerContext, { areas }: ServerPorts): string | undefined {
  const given = Object.entries(forms).flatMap(([name, form]) => {
    const value = c.req.query(name);
    return value === undefined ? [] : [{ name, value, fits: form.test(value) }];
  });
  const [area, another] = given;
  if (!area || another) throw new Refusal(400, 'Exactly one of ars, ags and areaId is needed.');
  const { name, value, fits } = area;
  if (!fits) throw new Refusal(400, `${name} has a wrong number of digits.`);
  if (name === 'ars') return value;
  return areas.findArs(name === 'ags' ? { ags: value } : { areaId: value });
}

function serves({ services }: HostedDestination, leikaKey: string, ars: string): boolean {
  return services.some(
    ({ identifier, regions }) =>
      identifier === `${leikaUrn}${leikaKey}` && regions.some((region) => ars.startsWith(region.slice(2))),
  );
}

/** The route with its signed addressing information (docs.fitko.de/fit-connect, sending/get-destination). */
async function writeRoute({ destinationId, name, services }: HostedDestination, ars: string, ports: ServerPorts) {
  const { address, signer, now, newId } = ports;
  const destinationSignature = await signer.signClaims({
    $schema: 'https://schema.fitko.de/fit-connect/xzufi/destination.schema.json',
    iss: address,
    iat: Math.floor(now().getTime() / 1000),
    jti: newId(),
    submissionHost: new URL(address).host,
    destinationId,
    services: services.map(({ identifier, regions }) => ({
      leistungIDs: [identifier],
      gebietIDs: listAreas(regions, ars).map((area) => `${arsUrn}${area}`),
    })),
  });
  return { destinationId, destinationName: name, destinationSignature };
}

/** Regions as signed areas; the area that was asked for too, as it need not be spelled like the region that holds it. */
function listAreas(regions: readonly string[], ars: string): string[] {
  const own = regions.map((region) => region.slice(2)).filter((digits) => digits !== '');
  const asked = regions.some((region) => ars.startsWith(region.slice(2))) ? [ars] : [];
  return [...new Set([...own, ...asked])];
}

/** The pattern of Routing API 2.0.0: `*` anywhere, and no single characters between. */
function isSearchable(term: string): boolean {
  const parts = term.split('*').filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => part.length >= 2);
}

/** One word of the name, or the whole name; `*` stands for anything. */
function writePattern(term: string): RegExp {
  const parts = term.split('*').filter((part) => part !== '');
  const escaped = parts.map((part) => part.replace(/[.+?^${}()|[\]\\/-]/g, '\\$&')).join('.*');
  const start = term.startsWith('*') ? '' : '(?<![\\p{L}\\d])';
  const end = term.endsWith('*') ? '' : '(?![\\p{L}\\d])';
  return new RegExp(`${start}${escaped}${end}`, 'iu');
}
