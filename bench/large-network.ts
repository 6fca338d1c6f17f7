import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { createRegions } from '../src/catalogue/regions.ts';
import { mayBeDelivered } from '../src/catalogue/service.ts';
import { createCatalogue } from '../src/catalogue/services.ts';
import { actsOf } from '../src/domains/index.ts';
import { packageRoot } from '../src/package-root.ts';

/** YAML follows an anchor a hundred times in a file, then it takes it for an attack. */
const townsPerFile = 50;

/** How large a network is. */
export interface Size {
  readonly services: number;
  readonly authorities: number;
}

/**
 * Writes a network into a folder: every authority has a destination of its own that takes every service of the generic
 * message. The further services are named after what people look for, each with a form of its own.
 *
 * @returns the network file.
 */
export async function writeLargeNetwork(folder: string, { services, authorities }: Size): Promise<string> {
  const own = createCatalogue().list();
  const further = Array.from({ length: services - own.length }, (_, number) => describe(number));
  await Promise.all(further.map((service) => writeForm(join(folder, 'forms', service.id), service)));
  const generic = [
    ...own.filter((service) => mayBeDelivered(service) && actsOf(service.id).length === 0).map(({ id }) => id),
    ...further.map(({ id }) => id),
  ];
  const file = join(folder, 'network.yaml');
  const places = placesFor(authorities);
  await writeFile(file, stringify(describeNetwork(places)));
  for (let first = 0; first < places.length; first += townsPerFile) {
    const towns = places.slice(first, first + townsPerFile);
    await writeFile(join(folder, `towns-${first}.yaml`), stringify(describeTowns(towns, generic)));
  }
  return file;
}

interface Further {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

const things =
  'Sondernutzung Fischerei Jagd Friedhof Schule Bücherei Gaststätte Markt Denkmal Wasser Straße Sport'.split(' ');
const whats = 'Genehmigung Anmeldung Abmeldung Zuschuss Ausweis Bescheinigung Anzeige Verlängerung'.split(' ');

function describe(number: number): Further {
  const thing = things[number % things.length];
  const what = whats[Math.floor(number / things.length) % whats.length]?.toLowerCase();
  return {
    id: `leistung-${number}`,
    name: `${thing}${what} ${number}`,
    aliases: [`${thing} ${what}`, `Vorgang ${number}`],
  };
}

async function writeForm(folder: string, { id, name, aliases }: Further): Promise<void> {
  await mkdir(folder, { recursive: true });
  const title = { de: name, en: name };
  const form = {
    service: id,
    newService: { name, aliases },
    version: '1',
    title,
    provenance: 'modelled',
    schema: 'schema.json',
  };
  await writeFile(join(folder, 'form.yaml'), stringify(form));
  await cp(join(packageRoot, 'forms', 'wohngeld', 'schema.json'), join(folder, 'schema.json'));
}

/** The known regions, and as many further ones of a county that is not among them. */
function placesFor(authorities: number): { ars: string; name: string; declared: boolean }[] {
  const known = createRegions()
    .list()
    .filter(({ type }) => type !== 'Land')
    .map(({ ars, name }) => ({ ars, name, declared: false }));
  const further = Array.from({ length: Math.max(0, authorities - known.length) }, (_, number) => {
    const own = String(number + 1).padStart(3, '0');
    return { ars: `031550${own}${own}`, name: `Gemeinde ${number + 1}`, declared: true };
  });
  return [...known, ...further].slice(0, authorities);
}

type Places = ReturnType<typeof placesFor>;

function describeNetwork(places: Places) {
  const county = { ars: '031550000000', name: 'Landkreis Northeim', type: 'Landkreis' };
  const declared = places.filter((place) => place.declared).map(({ ars, name }) => ({ ars, name, type: 'Gemeinde' }));
  return {
    network: { id: 'large', name: 'Large', test: true },
    include: ['towns-*.yaml'],
    regions: declared.length > 0 ? [county, ...declared] : [],
    portals: [
      {
        id: 'kreisportal',
        name: 'Portal',
        profiles: ['native'],
        author: {
          kennung: { default: 'kop:sample' },
          name: 'Portal',
          address: { street: 'Musterstraße', houseNumber: '1', postalCode: '26789', city: 'Leer' },
          reachability: [{ channel: '01', id: 'portal@landkreis.example' }],
        },
      },
    ],
  };
}

function describeTowns(places: Places, service: readonly string[]) {
  return {
    authorities: places.map(({ ars, name }) => ({ id: `a-${ars}`, name, ars })),
    destinations: places.map(({ ars, name }) => ({
      id: `d-${ars}`,
      authority: `a-${ars}`,
      name,
      messages: ['zustellwerk-antrag/1/0001'],
      reader: { name, kennung: `dbs:sample-${ars}` },
    })),
    routes: places.map(({ ars }) => ({ service, region: ars, destination: `d-${ars}` })),
  };
}
