import { splitPath } from '../messages/paths.ts';
import { converters } from './converters.ts';
import { type Pattern, parsePointer, starsOf } from './pattern.ts';
import type { Profile, ProfileTable, Row } from './profile-table.ts';

/**
 * The faults of a profile itself, in English sentences for its author: what would make it ambiguous or keep it from
 * working both ways. An empty list for a sound profile.
 */
export function checkProfile(profile: Profile): string[] {
  return Object.entries(profile.services).flatMap(([service, table]) =>
    checkTable(table).map((fault) => `${profile.id}, ${service}: ${fault}`),
  );
}

function checkTable({ rows, ignored = [], constants = {}, defaults = {} }: ProfileTable): string[] {
  const pointers = [...rows.flatMap(({ portal }) => portal), ...ignored];
  const paths = [...rows.flatMap(({ data }) => data), ...Object.keys(constants)];
  return [
    ...Object.keys(defaults)
      .filter((path) => splitPath(path).includes('') || path === '')
      .map((path) => `"${path}" is no path.`),
    ...pointers.filter((pointer) => !/^(\/([^~]|~[01])+)+$/.test(pointer)).map((text) => `${text} is no JSON pointer.`),
    ...paths.filter((path) => splitPath(path).includes('') || path === '').map((path) => `"${path}" is no path.`),
    ...rows.flatMap(checkRow),
    ...overlaps(pointers, parsePointer),
    ...overlaps(paths, splitPath),
  ];
}

function checkRow({ portal, data, convert = 'text' }: Row): string[] {
  const fields = [portal].flat();
  const paths = [data].flat();
  const name = `${fields.join(' + ')} and ${paths.join(' + ')}`;
  const stars = new Set([...fields.map(parsePointer), ...paths.map(splitPath)].map((way) => starsOf(way).length));
  const lists = stars.size > 1 ? [`${name} do not have the same number of *.`] : [];
  if (typeof convert !== 'string') return [...lists, ...checkWords(convert.table, name), ...checkSizes([1, 1])];
  if (!Object.hasOwn(converters, convert)) {
    return [...lists, `There is no converter ${convert}; there are ${Object.keys(converters).join(', ')}.`];
  }
  return [...lists, ...checkSizes([converters[convert].portal, converters[convert].data])];

  function checkSizes([ofPortal, ofData]: [number, number]): string[] {
    if (fields.length === ofPortal && paths.length === ofData) return [];
    return [`${name}: the converter joins ${ofPortal} of the portal and ${ofData} of the data.`];
  }
}

/** Two words for one code could not be told apart on the way back. */
function checkWords(table: Readonly<Record<string, string | boolean>>, name: string): string[] {
  const codes = Object.values(table);
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))].map(
    (code) => `${name}: the table has two words for ${code}.`,
  );
}

/** Two rows that speak of the same value, or one of a value and one of a part of it. */
function overlaps(texts: readonly string[], parse: (text: string) => Pattern): string[] {
  return texts.flatMap((text, index) =>
    texts
      .slice(index + 1)
      .filter((other) => overlap(parse(text), parse(other)))
      .map((other) => `${text} and ${other} overlap.`),
  );
}

/** Whether one speaks of the same as the other, or of a part of it. */
export function overlap(one: Pattern, other: Pattern): boolean {
  return one.every((step, index) => other[index] === undefined || step === other[index]);
}
