import type { DataPath } from '../findings.ts';
import { valueAt } from '../messages/paths.ts';
import { deepest } from './blanks.ts';
import { parsePointer, writePointer } from './pattern.ts';
import type { Profile } from './profile-table.ts';

/** A portal's document with groups as objects, however the portal names them. */
export interface Regrouped {
  readonly value: unknown;
  /** Where the portal has, or would have, what stands at a path of `value`. */
  originOf(path: DataPath): DataPath;
}

/** One value of the portal, and where it belongs. */
interface Placed {
  readonly path: DataPath;
  readonly origin: DataPath;
  readonly value: unknown;
}

/** Reads the names of members as the profile says. What has no place of its own stays under a name that nobody knows. */
export function regroup({ pack, names }: Profile, document: unknown): Regrouped {
  if (pack?.groups === 'glued') return regroupGlued(parsePointer(pack.fields), document);
  if (names === 'fim') return regroupIds(document);
  return { value: document, originOf: (path) => path };
}

/** The inverse for glued names. Ids of FIM need none: they are written nested, as the standard has them. */
export function ungroup({ pack }: Profile, document: Record<string, unknown>): unknown {
  if (pack?.groups !== 'glued') return document;
  const base = parsePointer(pack.fields);
  const leaves = leavesOf(valueAt(document, base), []).filter(({ path }) => path.length > 0);
  return replaceAt(document, base, Object.fromEntries(leaves.map(({ path, value }) => [glue(path), value])));
}

function regroupGlued(base: readonly string[], document: unknown): Regrouped {
  const fields = valueAt(document, base);
  if (!isObject(fields)) return { value: document, originOf: (path) => path };
  const { value, origins } = group(
    Object.entries(fields).map(([name, member]) => ({ path: unglue(name), origin: [name], value: member })),
  );
  return {
    value: replaceAt(document, base, value),
    originOf: (path) => {
      const inside = path.slice(base.length);
      if (inside.length === 0 || base.some((step, index) => path[index] !== step)) return path;
      return [...base, ...(findKnown(origins, inside) ?? [glue(inside)])];
    },
  };
}

/** `inhaber.1.name`. A number above 999 is no position: more rows than any form has. */
function unglue(name: string): DataPath {
  const path = name.split('.').map((part) => (/^[1-9]\d{0,2}$/.test(part) ? Number(part) - 1 : part));
  return path.length > deepest ? [name] : path;
}

function glue(path: DataPath): string {
  return path.map((step) => (typeof step === 'number' ? step + 1 : step)).join('.');
}

function regroupIds(document: unknown): Regrouped {
  const leaves = leavesOf(document, []);
  const placed = leaves.map(({ path, value }) => ({ path: path.flatMap(idsIn), origin: path, value }));
  const { value, origins } = group(placed);
  // A missing field of a group is missed where the portal has the group.
  for (const { path } of leaves) {
    for (const length of path.keys()) {
      const around = path.slice(0, length);
      const place = writePointer(around.flatMap(idsIn));
      if (!origins.has(place)) origins.set(place, around);
    }
  }
  return { value, originOf: (path) => findKnown(origins, path) ?? path };
}

/** `G60000083`, `geburtsdatum_xdf-G60000083` or `G60000175G60000083`, in the form of XDF 2 (8 digits) or 3 (11 digits). */
const endsInIds = /(?:^|[^A-Za-z0-9])((?:[GF]\d{8}(?:\d{3})?)+)$/;

/** The ids that a name ends in, in the form of XDF 2; another name is itself. */
function idsIn(step: string | number): DataPath {
  const ids = typeof step === 'string' ? endsInIds.exec(step)?.[1]?.match(/[GF]\d+/g) : undefined;
  return ids?.map((id) => id.replace(/^([GF]\d\d)000(\d{6})$/, '$1$2')) ?? [step];
}

interface Node {
  readonly value?: unknown;
  readonly members?: Map<string | number, Node>;
}

/** The document that values make at their paths. Where a place is taken, the later value stands under its pointer. */
function group(placed: readonly Placed[]) {
  const root = new Map<string | number, Node>();
  const origins = new Map<string, DataPath>();
  for (const { path, origin, value } of placed) {
    const aside = [writePointer(origin)];
    const place = put(root, path, value) ? path : aside;
    if (place === aside) put(root, aside, value);
    origins.set(writePointer(place), origin);
  }
  return { value: placed.length === 1 && placed[0]?.path.length === 0 ? placed[0].value : toValue(root), origins };
}

/** @returns false where something else stands in the way. */
function put(root: Map<string | number, Node>, path: DataPath, value: unknown): boolean {
  let members = root;
  for (const step of path.slice(0, -1)) {
    const next: Node = members.get(step) ?? { members: new Map() };
    if (!next.members) return false;
    members.set(step, next);
    members = next.members;
  }
  const last = path.at(-1);
  if (last === undefined || members.has(last)) return false;
  members.set(last, { value });
  return true;
}

/** Members that all have positions make a list. */
function toValue(members: ReadonlyMap<string | number, Node>): unknown {
  const entries = [...members].map(
    ([step, node]) => [step, node.members ? toValue(node.members) : node.value] as const,
  );
  if (entries.length === 0 || entries.some(([step]) => typeof step === 'string')) {
    return Object.fromEntries(entries.map(([step, value]) => [typeof step === 'number' ? step + 1 : step, value]));
  }
  const list: unknown[] = [];
  for (const [step, value] of entries) list[Number(step)] = value;
  // A position that nobody filled in is blank like an empty one.
  return Array.from(list, (item) => item);
}

/** Where the longest known beginning of a path came from, and the rest as it is. */
function findKnown(origins: ReadonlyMap<string, DataPath>, path: DataPath): DataPath | undefined {
  for (let length = path.length; length > 0; length--) {
    const known = origins.get(writePointer(path.slice(0, length)));
    if (known) return [...known, ...path.slice(length)];
  }
  return undefined;
}

/** All values that hold no others; an empty group or list is one. */
function leavesOf(value: unknown, path: DataPath): { path: DataPath; value: unknown }[] {
  const members: [string | number, unknown][] =
    path.length >= deepest
      ? []
      : Array.isArray(value)
        ? [...value.entries()]
        : isObject(value)
          ? Object.entries(value)
          : [];
  if (members.length === 0) return [{ path, value }];
  return members.flatMap(([step, member]) => leavesOf(member, [...path, step]));
}

function replaceAt(document: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined || !isObject(document)) return value;
  return Object.fromEntries(
    Object.entries(document).map(([name, member]) => [name, name === step ? replaceAt(member, rest, value) : member]),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
