import type { Region, Regions } from '../regions.ts';

/** A town of a list: who it is, and what its file says that the pilot's does not. */
export interface Town {
  readonly id: string;
  readonly name: string;
  /** ARS, 12 digits. */
  readonly ars: string;
  /** Which go together; in files that were made before waves were named: "1". */
  readonly wave: string;
  /** Members of the pilot's file that are this town's own, by their path; empty: as the pilot has it. */
  readonly columns: Readonly<Record<string, string>>;
}

/**
 * Reads a list of towns: a heading with `ars`, with `id`, `name` and `wave` where they are not to be derived, and with paths
 * such as `destinations[0].options.url`.
 *
 * @returns the towns, or what is wrong, line by line.
 */
export function readTowns(
  lines: readonly (readonly string[])[],
  regions: Regions,
): { towns: Town[]; faults: string[] } {
  const [heading = [], ...rows] = lines;
  const names = heading.map((name) => name.trim());
  if (!names.includes('ars')) return { towns: [], faults: ['line 1: there is no column ars'] };
  const towns: Town[] = [];
  const faults: string[] = [];
  for (const [index, row] of rows.entries()) {
    const columns = Object.fromEntries(names.map((name, column) => [name, row[column]?.trim() ?? '']));
    const region = regions.find(columns.ars ?? '');
    const fail = (fault: string) => faults.push(`line ${index + 2}: ${fault}`);
    if (!region) {
      const near = regions.nearest(columns.name || columns.ars || '').map(({ ars, name }) => `${ars} (${name})`);
      fail(`there is no region "${columns.ars}"; maybe ${near.join(', ')}`);
      continue;
    }
    const town = describe(region, columns);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(town.id)) fail(`"${town.id}" is no id: lower-case letters, digits, hyphens`);
    if (towns.some(({ id, ars }) => id === town.id || ars === town.ars))
      fail(`${town.id} (${town.ars}) is there twice`);
    towns.push(town);
  }
  return { towns, faults };
}

function describe({ ars, name: officialName }: Region, line: Record<string, string>): Town {
  const { ars: _, id, name, wave, ...columns } = line;
  return { id: id || writeId(officialName), name: name || officialName, ars, wave: wave || '1', columns };
}

/** `Leer (Ostfriesland)` as `leer`, `Samtgemeinde Jümme` as `juemme`. */
function writeId(name: string): string {
  const plain = name
    .replace(/\s*\(.*\)/, '')
    .replace(/^Samtgemeinde /, '')
    .toLowerCase();
  const spelt = plain.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');
  return spelt.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}
