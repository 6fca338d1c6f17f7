import { type Document, isNode, parseDocument, visit } from 'yaml';
import { isAssociation, type Regions } from '../regions.ts';
import type { Town } from './towns.ts';

interface Adapted {
  readonly document: Document;
  /** Columns that name nothing in the pilot's file. */
  readonly missing: readonly string[];
  /** Members that still name the pilot's place, such as an address: perhaps each town has its own. */
  readonly left: readonly string[];
}

interface Surroundings {
  readonly regions: Regions;
  /** Destinations of the pilot that take XMeld: it is addressed by the AGS of a municipality. */
  readonly takingXmeld: ReadonlySet<string>;
}

/**
 * The file of a pilot as that of another town: ids that begin with the pilot's, its name, its ARS, and the members that the
 * list has columns for. Comments stay. A Samtgemeinde has no AGS, so its routes to what takes XMeld name its members; those of a pilot that is one do no longer.
 */
export function adaptPilot(
  text: string,
  pilot: Pick<Town, 'id' | 'name' | 'ars'>,
  town: Pick<Town, 'id' | 'name' | 'ars' | 'columns'>,
  { regions, takingXmeld }: Surroundings,
): Adapted {
  const document = parseDocument(text);
  const rename = (value: string) =>
    value === pilot.id || value.startsWith(`${pilot.id}-`) ? town.id + value.slice(pilot.id.length) : value;
  const own = new Set([pilot.ars, ...regions.members(pilot.ars).map(({ ars }) => ars)]);
  const members = regions.members(town.ars).map(({ ars }) => ars);
  const isHead = isAssociation(regions.find(town.ars)?.type ?? '');

  visit(document, {
    // Before its members are renamed.
    Map(_, map) {
      const region = map.get('region');
      const listed: unknown = isNode(region) ? region.toJS(document) : region;
      if (![listed].flat().every((ars) => typeof ars === 'string' && own.has(ars))) return;
      const byMember = isHead && takingXmeld.has(String(map.get('destination')));
      map.set('region', document.createNode(byMember ? members : town.ars));
    },
    Scalar(_, node) {
      if (typeof node.value !== 'string') return;
      node.value = node.value === pilot.ars ? town.ars : rename(node.value).replaceAll(pilot.name, town.name);
    },
  });
  const given = Object.entries(town.columns).map(([column, value]) => ({ column, path: readPath(column), value }));
  for (const { path, value } of given) if (value && document.hasIn(path)) document.setIn(path, value);
  return {
    document,
    missing: given.flatMap(({ column, path }) => (document.hasIn(path) ? [] : [column])),
    left: findPlace(placeOf(pilot, regions), document.toJS(), ''),
  };
}

/** `Leer` of `Leer (Ostfriesland)`. */
function placeOf({ ars, name }: Pick<Town, 'ars' | 'name'>, regions: Regions): string {
  return (regions.find(ars)?.name ?? name).replace(/\s*\(.*\)/, '');
}

/** ` bad salzuflen `: whole words, whatever stands between them. */
function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .trim()} `;
}

/** Where a value names a place. */
function findPlace(place: string, value: unknown, path: string): string[] {
  if (typeof value === 'string') {
    return wordsOf(value).includes(wordsOf(place)) ? [path] : [];
  }
  if (Array.isArray(value)) return value.flatMap((each, index) => findPlace(place, each, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    findPlace(place, each, path === '' ? name : `${path}.${name}`),
  );
}

/** `destinations[0].options.url` as its steps. */
function readPath(column: string): (string | number)[] {
  return [...column.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
}
