type Schema = Readonly<Record<string, unknown>>;

/** Deeper than any form. */
const deepest = 12;

/** The paths of all values that hold no others, as a JSON Schema has them; `*` for each item of a list. */
export function findPaths(root: Schema): string[] {
  return [...new Set(walk(root, root, []))];
}

function walk(schema: Schema, root: Schema, at: readonly string[]): string[] {
  if (at.length > deepest) return [];
  const { $ref, properties, items } = schema;
  if (typeof $ref === 'string') return walk(follow($ref, root), root, at);
  const inside = [
    ...Object.entries(isSchema(properties) ? properties : {}).flatMap(([name, member]) =>
      isSchema(member) ? walk(member, root, [...at, name]) : [],
    ),
    ...(isSchema(items) ? walk(items, root, [...at, '*']) : []),
    ...[schema.anyOf, schema.oneOf, schema.allOf]
      .flat()
      .filter(isSchema)
      .flatMap((one) => walk(one, root, at)),
  ];
  return inside.length > 0 ? inside : [at.join('.')];
}

function follow(pointer: string, root: Schema): Schema {
  const target = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, step) => (isSchema(value) ? value[step] : undefined), root);
  return isSchema(target) ? target : {};
}

function isSchema(value: unknown): value is Schema {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
