import { splitPath } from '../messages/paths.ts';
import { overlap } from './check-profile.ts';
import type { ConverterName } from './converters.ts';
import { type Pattern, parsePointer } from './pattern.ts';
import type { Portal } from './plan.ts';
import type { Profile, ProfileTable, Row } from './profile-table.ts';

type Mapping = Portal['mappings'][number];

/** A mapping never changes, and every submission needs its table. */
const adapted = new WeakMap<Mapping, ProfileTable>();

/** The profile with the names that a portal has for its fields. */
export function adaptProfile(profile: Profile, { mappings }: Pick<Portal, 'mappings'>): Profile {
  const own = mappings.filter((mapping) => mapping.profile === profile.id);
  if (own.length === 0) return profile;
  const tables = own.map((mapping) => {
    const table = adapted.get(mapping) ?? adaptTable(profile.services[mapping.service], mapping);
    adapted.set(mapping, table);
    return [mapping.service, table] as const;
  });
  return { ...profile, services: { ...profile.services, ...Object.fromEntries(tables) } };
}

/** The profile's rows that speak of no field and no value of the mapping, and the mapping's. */
function adaptTable({ rows: ofProfile = [], ...table }: Partial<ProfileTable> = {}, mapping: Mapping): ProfileTable {
  const rows = mapping.rows.map(toRow);
  const fields = [...rows.flatMap(({ portal }) => portal), ...mapping.ignored];
  const paths = rows.flatMap(({ data }) => data);
  const kept = ofProfile.filter(
    ({ portal, data }) => !meet([portal].flat(), fields, parsePointer) && !meet([data].flat(), paths, splitPath),
  );
  const ignored = (table.ignored ?? []).filter((field) => !meet([field], fields, parsePointer));
  return {
    ...table,
    rows: [...kept, ...rows],
    ignored: [...ignored, ...mapping.ignored],
    defaults: { ...table.defaults, ...mapping.defaults },
  };
}

/** An unknown converter is refused when the configuration is checked. */
function toRow({ portal, data, convert, words }: Mapping['rows'][number]): Row {
  if (words) return { portal, data, convert: { table: words } };
  return convert === undefined ? { portal, data } : { portal, data, convert: convert as ConverterName };
}

function meet(texts: readonly string[], others: readonly string[], parse: (text: string) => Pattern): boolean {
  return texts.some((text) => others.some((other) => overlap(parse(text), parse(other))));
}
