/**
 * Typed paths: `'person.familyName'` is checked by the compiler against the type of the data, so a misspelt or renamed
 * field is a compile error in every message that uses it.
 */
export type Path<T> = T extends readonly unknown[]
  ? never
  : T extends object
    ? { [K in keyof T & string]: K | `${K}.${Path<NonNullable<T[K]>>}` }[keyof T & string]
    : never;

/** The type that a path leads to, without `undefined`. */
export type At<T, P extends string> = P extends `${infer K}.${infer Rest}`
  ? K extends keyof T
    ? At<NonNullable<T[K]>, Rest>
    : never
  : P extends keyof T
    ? NonNullable<T[P]>
    : never;

/** The paths in `T` that lead to a list. */
export type ListPath<T> = { [P in Path<T>]: At<T, P> extends readonly unknown[] ? P : never }[Path<T>];

/** The paths in `T` that lead to an object that is not a list. */
export type ObjectPath<T> = {
  [P in Path<T>]: At<T, P> extends readonly unknown[] ? never : At<T, P> extends object ? P : never;
}[Path<T>];

export type Item<T> = T extends readonly (infer I)[] ? I : never;

type Step = string | number;

/** The value at `path` below `value`, or undefined where any step is missing. Own members only. */
export function valueAt(value: unknown, path: readonly Step[]): unknown {
  let current = value;
  for (const step of path) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<Step, unknown>)[step];
  }
  return current;
}

/** Puts `value` at `path` below `target`, making objects and lists on the way. */
export function putAt(target: Record<string, unknown>, path: readonly Step[], value: unknown): void {
  let current: Record<Step, unknown> = target;
  for (const [index, step] of path.slice(0, -1).entries()) {
    if (!Object.hasOwn(current, step)) {
      define(current, step, typeof path[index + 1] === 'number' ? [] : {});
    }
    current = current[step] as Record<Step, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) define(current, last, value);
}

/** Defines an own member, so that a name such as `__proto__` in a portal's JSON stays plain data. */
function define(target: Record<Step, unknown>, key: Step, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    target[key] = value;
  }
}

const taken = new Map<string, readonly string[]>();

/**
 * Takes a path apart, once: paths stand in definitions and profiles, so there are few, and each is needed for every
 * submission.
 */
export function splitPath(path: string): readonly string[] {
  const known = taken.get(path);
  if (known !== undefined) return known;
  const steps = path === '' ? [] : path.split('.');
  taken.set(path, steps);
  return steps;
}
