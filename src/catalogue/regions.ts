import { z } from 'zod';
import { associations, type DeclaredRegion, type RegionType, regionTypes } from '../config/region-schema.ts';
import { fold, nearestOf } from '../nearest.ts';
import data from './data/regions.json' with { type: 'json' };

/** A region of the Gemeindeverzeichnis (Destatis GV100AD, status 30.11.2023). */
export interface Region {
  /** ARS, 12 digits: county 5, association 4, municipality 3. */
  readonly ars: string;
  /** AGS, 8 digits; null for a Land and for a Samtgemeinde or its like, which have none. */
  readonly ags: string | null;
  readonly name: string;
  readonly officialName: string;
  readonly type: RegionType;
  /** ARS of the county; null for a county itself. */
  readonly county: string | null;
  /** ARS of the Samtgemeinde; null outside one. */
  readonly verband: string | null;
}

export interface Regions {
  /** All that are known. */
  list(): readonly Region[];
  /** The region of an ARS (12 digits) or an AGS (8 digits). */
  find(key: string): Region | undefined;
  /** The municipalities of a name, as people write it: "Leer", "stadt leer". */
  named(name: string): readonly Region[];
  /** The municipalities of a Samtgemeinde, a county or a Land, not the region itself; none for a municipality. */
  members(ars: string): readonly Region[];
  /** What the region belongs to, nearest first: its Samtgemeinde, its county, its Land. */
  parents(ars: string): readonly Region[];
  /** The up to three regions nearest to a mistyped ARS, AGS or name, best first. */
  nearest(text: string): readonly Region[];
  /** Whether the region has an AGS of its own below the county; an unincorporated area counts, a Samtgemeinde does not. */
  isMunicipality(region: { readonly type: string }): boolean;
}

const ars = z.string().regex(/^\d{12}$/);
const row = z
  .tuple([
    ars,
    z
      .string()
      .regex(/^\d{8}$/)
      .nullable(),
    z.string(),
    z.string(),
    z.enum(regionTypes),
    ars.nullable(),
    ars.nullable(),
  ])
  .transform(
    ([ars, ags, name, officialName, type, county, verband]): Region =>
      Object.freeze({ ars, ags, name, officialName, type, county, verband }),
  );

/**
 * The regions of the data that come with Zustellwerk (selected counties, complete), and those that a network file
 * declares; its word on a region is the newer one.
 */
export function createRegions(declared: readonly DeclaredRegion[] = []): Regions {
  const builtIn = z.array(row).parse(data.regions);
  const replaced = new Set(declared.map(({ ars }) => ars));
  const kept = builtIn.filter(({ ars }) => !replaced.has(ars));
  const heads = new Set([...kept, ...declared].filter(({ type }) => isAssociation(type)).map(({ ars }) => ars));
  const all = [...kept, ...declared.map((region) => describeRegion(region, heads))];
  const byKey = new Map(all.flatMap((region) => keysOf(region).map((key) => [key, region] as const)));
  const find = (key: string) => byKey.get(key);
  const isMunicipality: Regions['isMunicipality'] = ({ type }) =>
    type !== 'Land' && type !== 'Landkreis' && type !== 'Kreis' && !isAssociation(type);

  return {
    list: () => all,
    find,
    isMunicipality,
    named(name) {
      const wanted = fold(name);
      return all.filter((region) => isMunicipality(region) && namesOf(region).some((each) => fold(each) === wanted));
    },
    members(key) {
      const parent = find(key);
      if (parent === undefined || isMunicipality(parent)) return [];
      return all.filter((region) => isMunicipality(region) && parentsOf(region).some((ars) => ars === parent.ars));
    },
    parents(key) {
      const region = find(key);
      return region === undefined ? [] : parentsOf(region).flatMap((parent) => find(parent) ?? []);
    },
    nearest: (text) => (/^[\d\s]+$/.test(text) ? nearestOf(text, all, keysOf) : nearestOf(text, all, namesOf)),
  };
}

/** Whether it runs the offices of its members: a Samtgemeinde, or what it is called elsewhere. It has no AGS. */
export function isAssociation(type: string): boolean {
  return associations.some((each) => each === type);
}

/** Nearest first. A Land is known by its two digits and ten zeros, as a county is by its five and seven. */
function parentsOf({ ars, verband, county }: Region): string[] {
  return [verband, county, `${ars.slice(0, 2)}0000000000`].filter(
    (parent) => parent !== null && parent !== ars,
  ) as string[];
}

/** County (5 digits), association (4) and municipality (3) stand in the ARS; the AGS is county and municipality. */
function describeRegion({ ars, name, officialName = name, type }: DeclaredRegion, heads: ReadonlySet<string>): Region {
  const county = `${ars.slice(0, 5)}0000000`;
  const verband = `${ars.slice(0, 9)}000`;
  return Object.freeze({
    ars,
    ags: type === 'Land' || isAssociation(type) ? null : ars.slice(0, 5) + ars.slice(9),
    name,
    officialName,
    type,
    county: type === 'Land' || county === ars ? null : county,
    verband: verband !== ars && heads.has(verband) ? verband : null,
  });
}

function keysOf({ ars, ags }: Region): string[] {
  return ags === null ? [ars] : [ars, ags];
}

/** As people write it: without an addition such as "(Ostfriesland)", and with the type before it, "Stadt Leer". */
function namesOf({ name, type }: Region): string[] {
  const short = name.replace(/\s*\(.*\)/, '');
  return [name, short, `${type} ${short}`];
}
