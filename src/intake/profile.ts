import { type DataPath, type Finding, finding } from '../findings.ts';
import { splitPath, valueAt } from '../messages/paths.ts';
import { type Cleaned, deepest, leaveOutBlanks } from './blanks.ts';
import { fill, listItems, parsePointer, pointersAround, surrounds, writePointer } from './pattern.ts';
import { fieldsOf, findInPortal, findUntaken } from './places.ts';
import type { Pack, Profile, ProfileTable } from './profile-table.ts';
import { regroup, ungroup } from './regroup.ts';
import { prepare } from './rows.ts';
import { put, transfer } from './transfer.ts';

export interface PointedFinding {
  readonly pointer: string;
  readonly finding: Finding;
}

/** A portal's data, understood. */
export interface MappedData {
  readonly data: unknown;
  /** Values that could not be read, with pointers into the portal's data. */
  readonly faults: readonly PointedFinding[];
  /** JSON pointers of fields that no row takes: they reach no office. */
  readonly unmapped: readonly string[];
  /** Whether the profile leaves out a field on purpose, since it carries nothing for the office. */
  ignores(pointer: string): boolean;
  /** Whether one of the faults already speaks of this path of the data: what is missing there is not missing. */
  covered(path: DataPath): boolean;
  /**
   * JSON pointer into the portal's data for a path of the data, also for a value that is missing: where the portal
   * would have put it. For a path that the portal has no field for, the pointer to what surrounds it.
   */
  pointerOf(path: DataPath): string;
  /** JSON pointers of all fields that the portal sent and that what stands at a path of the data was made of. */
  sourcesOf(path: DataPath): string[];
}

/** Whether the dialect has words for a service. */
export function knowsService(profile: Profile, serviceId: string): boolean {
  return profile.fallback === 'identity' || profile.pack !== undefined || Object.hasOwn(profile.services, serviceId);
}

/** Reads a portal's data. The profile must know the service. */
export function toData(profile: Profile, serviceId: string, portalData: unknown): MappedData {
  const regrouped = regroup(profile, portalData);
  const blanks = leaveOutBlanks(regrouped.value);
  const cleaned = { ...blanks, originOf: (path: DataPath) => regrouped.originOf(blanks.originOf(path)) };
  const table = tableFor(profile, serviceId);
  if (table !== undefined) return readByTable(table, cleaned, profile.pack?.ignored);
  return profile.pack ? takeFromPack(profile.pack, cleaned) : takeAsIs(cleaned);
}

/** Says data in the portal's dialect: the inverse of `toData`. Leaves out what the dialect has no way to say. */
export function toPortal(profile: Profile, serviceId: string, data: unknown): unknown {
  const table = tableFor(profile, serviceId);
  if (table === undefined && !profile.pack) return data;
  const portalData: Record<string, unknown> = {};
  if (table === undefined) put(portalData, parsePointer(profile.pack?.fields ?? ''), data);
  else {
    for (const { portal, data: paths, converter } of prepare(table)) {
      transfer({ from: paths, to: portal, convert: converter.write }, data, portalData);
    }
  }
  return ungroup(profile, portalData);
}

function tableFor(profile: Profile, serviceId: string): ProfileTable | undefined {
  if (Object.hasOwn(profile.services, serviceId)) return profile.services[serviceId];
  if (profile.fallback === 'identity' || profile.pack) return undefined;
  throw new TypeError(`The profile ${profile.id} has no table for ${serviceId}.`);
}

/** A service without a table: its data stand where the fields are. */
function takeFromPack({ fields, ignored: added }: Pack, cleaned: Cleaned): MappedData {
  const base = parsePointer(fields);
  const ignored = added.map(parsePointer);
  const pointerOf = (path: DataPath) => writePointer(cleaned.originOf([...base, ...path]));
  const value = valueAt(cleaned.value, base) ?? {};
  return {
    ...takeAsIs({ ...cleaned, value }),
    covered: () => false,
    unmapped: findUntaken([base, ...ignored], cleaned.value, []).map((path) => writePointer(cleaned.originOf(path))),
    ignores: (pointer) => ignored.some((pattern) => surrounds(pattern, parsePointer(pointer))),
    pointerOf,
    sourcesOf: (path) => (valueAt(value, path) === undefined ? [] : [pointerOf(path)]),
  };
}

function takeAsIs({ value, originOf, tooDeep }: Cleaned): MappedData {
  return {
    data: value,
    faults: tooDeep.map(tooDeepAt),
    unmapped: [],
    ignores: () => false,
    covered: coverOf(tooDeep),
    pointerOf: (path) => writePointer(originOf(path)),
    sourcesOf: (path) => (valueAt(value, path) === undefined ? [] : [writePointer(originOf(path))]),
  };
}

function readByTable(
  table: ProfileTable,
  { value, originOf, tooDeep }: Cleaned,
  ofPack: readonly string[] = [],
): MappedData {
  const rows = prepare(table);
  const data: Record<string, unknown> = {};
  const faults = tooDeep.map(tooDeepAt);
  const unread: DataPath[] = [];
  for (const { portal, data: paths, converter } of rows) {
    transfer({ from: portal, to: paths, convert: converter.read }, value, data, (indexes) => {
      const sent = portal.map((pattern) => fill(pattern, indexes)).find((path) => valueAt(value, path) !== undefined);
      const missed = paths.map((pattern) => fill(pattern, indexes));
      // The value was sent, so what surrounds it in the data is there too.
      for (const path of missed) put(data, path, undefined);
      unread.push(...missed);
      const fault = finding(missed[0] ?? [], 'not-convertible', { expected: converter.expected });
      faults.push({ pointer: writePointer(originOf(sent ?? [])), finding: fault });
    });
  }
  putConstants(table.constants, data);
  putDefaults(table.defaults, data);
  const ignored = [...(table.ignored ?? []), ...ofPack].map(parsePointer);
  const taken = [...rows.flatMap(({ portal }) => portal), ...ignored];
  return {
    data,
    faults,
    unmapped: findUntaken(taken, value, []).map((path) => writePointer(originOf(path))),
    ignores: (pointer) => ignored.some((pattern) => surrounds(pattern, parsePointer(pointer))),
    covered: coverOf(unread),
    pointerOf: (path) => writePointer(originOf(findInPortal(rows, path))),
    sourcesOf: (path) =>
      fieldsOf(rows, path)
        .filter((field) => valueAt(value, field) !== undefined)
        .map((field) => writePointer(originOf(field))),
  };
}

function putConstants(constants: ProfileTable['constants'] = {}, data: Record<string, unknown>): void {
  for (const [path, constant] of Object.entries(constants)) {
    const pattern = splitPath(path);
    for (const indexes of listItems(pattern, data)) put(data, fill(pattern, indexes), constant);
  }
}

function putDefaults(defaults: ProfileTable['defaults'] = {}, data: Record<string, unknown>): void {
  for (const [path, value] of Object.entries(defaults)) {
    const pattern = splitPath(path);
    for (const indexes of listItems(pattern, data)) {
      const place = fill(pattern, indexes);
      if (valueAt(data, place) === undefined) put(data, place, value);
    }
  }
}

function tooDeepAt(path: DataPath): PointedFinding {
  const expected = { de: `höchstens ${deepest} Ebenen`, en: `at most ${deepest} levels of nesting` };
  return { pointer: writePointer(path), finding: finding(path, 'format', { expected }) };
}

/** Whether a path is, or lies below, one of the known ones. */
function coverOf(known: readonly DataPath[]): MappedData['covered'] {
  const pointers = new Set(known.map(writePointer));
  return (path) => [...pointersAround(path), writePointer(path)].some((pointer) => pointers.has(pointer));
}
