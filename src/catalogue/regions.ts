import { z } from 'zod';
import { nearestOf } from '../nearest.ts';
import data from './data/regions.json' with { type: 'json' };

const regionTypes = [
  'Landkreis',
  'Kreis',
  'Samtgemeinde',
  'Kreisfreie Stadt',
  'Stadt',
  'Gemeinde',
  'Gemeindefreies Gebiet',
] as const;

/** A region of the Gemeindeverzeichnis (Destatis GV100AD, status 30.11.2023). */
export interface Region {
  /** ARS, 12 digits: county 5, association 4, municipality 3. */
  readonly ars: string;
  /** AGS, 8 digits; null for a Samtgemeinde, which has none. */
  readonly ags: string | null;
  readonly name: string;
  readonly officialName: string;
  readonly type: (typeof regionTypes)[number];
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
  /** The municipalities of a Samtgemeinde or a county, not the region itself; none for a municipality. */
  members(ars: string): readonly Region[];
  /** What the region belongs to, nearest first: its Samtgemeinde, its county. */
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

/** The regions of the data that come with Zustellwerk: selected counties, complete. */
export function createRegions(): Regions {
  const all = z.array(row).parse(data.regions);
  const byKey = new Map(all.flatMap((region) => keysOf(region).map((key) => [key, region] as const)));
  const find = (key: string) => byKey.get(key);
  const isMunicipality: Regions['isMunicipality'] = ({ type }) =>
    type !== 'Landkreis' && type !== 'Kreis' && type !== 'Samtgemeinde';

  return {
    list: () => all,
    find,
    isMunicipality,
    members(key) {
      const parent = find(key);
      if (parent === undefined || isMunicipality(parent)) return [];
      return all.filter(
        (region) => isMunicipality(region) && (region.verband === parent.ars || region.county === parent.ars),
      );
    },
    parents(key) {
      const region = find(key);
      return [region?.verband, region?.county].flatMap((parent) => (parent ? (find(parent) ?? []) : []));
    },
    nearest: (text) => (/^[\d\s]+$/.test(text) ? nearestOf(text, all, keysOf) : nearestOf(text, all, namesOf)),
  };
}

function keysOf({ ars, ags }: Region): string[] {
  return ags === null ? [ars] : [ars, ags];
}

/** As people write it: without an addition such as "(Ostfriesland)", and with the type before it, "Stadt Leer". */
function namesOf({ name, type }: Region): string[] {
  const short = name.replace(/\s*\(.*\)/, '');
  return [name, short, `${type} ${short}`];
}
