import type { DataPath } from '../../findings.ts';
import { putAt, valueAt } from '../../messages/paths.ts';
import type { ReadKeys } from '../forms/form.ts';
import type { FormPart } from '../forms/form-model.ts';
import { longId } from './fim-rules.ts';

/**
 * Reads FIM JSON as senders really write it: ids as XDatenfelder 2 or 3 has them (F60000227, F60000000227), a readable
 * name before the id (`name_xdf-F60000227`), or the ids of a whole way in one name (`G05003718F60000227`). Members that
 * mean nothing here keep their own names.
 */
export function fimKeys(parts: readonly FormPart[]): ReadKeys {
  return (given) => {
    const origins = new Map<string, DataPath>();
    const originOf = (path: DataPath): DataPath => {
      for (let length = path.length; length > 0; length -= 1) {
        const origin = origins.get(keyOf(path.slice(0, length)));
        if (origin) return [...origin, ...path.slice(length)];
      }
      return path;
    };
    const data = read(parts, given, [], []);
    return { data, originOf };

    function read(known: readonly FormPart[], value: unknown, at: DataPath, origin: DataPath): unknown {
      if (Array.isArray(value)) {
        return value.map((item: unknown, index) => read(known, item, [...at, index], [...origin, index]));
      }
      if (typeof value !== 'object' || value === null) return value;
      const object: Record<string, unknown> = {};
      for (const [key, member] of Object.entries(value)) {
        const way = findWay(known, key);
        const taken = way === undefined || valueAt(object, way.path) !== undefined;
        const path = taken ? [key] : way.path;
        const inner = read(taken ? [] : way.parts, member, [...at, ...path], [...origin, key]);
        putAt(object, path, inner);
        if (path.length > 1 || path[0] !== key) origins.set(keyOf([...at, ...path]), [...origin, key]);
      }
      return object;
    }
  };
}

interface Way {
  readonly path: string[];
  /** What stands below it. */
  readonly parts: readonly FormPart[];
}

/** Where a name leads: by all ids in it one after the other, else by the last one. */
function findWay(parts: readonly FormPart[], key: string): Way | undefined {
  const ids = key.match(/[FG]\d{8}(?:\d{3})?(?!\d)/g) ?? [];
  return follow(parts, ids) ?? follow(parts, ids.slice(-1));
}

function follow(parts: readonly FormPart[], ids: readonly string[]): Way | undefined {
  let below = parts;
  const path: string[] = [];
  for (const id of ids) {
    const part = below.find((each) => longId(each.id) === longId(id));
    if (part === undefined || (part.many && path.length < ids.length - 1)) return undefined;
    path.push(part.id);
    below = part.kind === 'group' ? part.parts : [];
  }
  return path.length > 0 ? { path, parts: below } : undefined;
}

function keyOf(path: DataPath): string {
  return JSON.stringify(path);
}
