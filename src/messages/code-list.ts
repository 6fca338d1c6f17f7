/**
 * A code list as a message uses it. The code types of XÖV differ in what the standard fixes and what the instance has
 * to name (xoev-code.xsd, documentation of type Code):
 *
 * | type | list fixed | version fixed |
 * |------|------------|---------------|
 * | 1, 2 | yes        | yes           |
 * | 3    | yes        | no            |
 * | 4    | no         | no            |
 *
 * We always write both attributes where the standard allows them: right for every type, and a reader need not know the
 * type. `name` is never written: many XMeld code types forbid it and no reader needs it.
 */
export interface CodeList {
  /** Short name, for people. */
  readonly name: string;
  readonly uri: string;
  readonly version: string;
  readonly type: 1 | 2 | 3 | 4;
  /** Code → meaning. Absent where no key table is public or where it is too long to check here: see `pattern`. */
  readonly codes?: Readonly<Record<string, string>>;
  /** What a code looks like, where `codes` is absent. */
  readonly pattern?: RegExp;
  /** Which attributes an instance carries. Absent: both. */
  readonly attributes?: 'both' | 'version' | 'none';
}

export function hasCode(list: CodeList, code: string): boolean {
  if (list.codes) return Object.hasOwn(list.codes, code);
  return list.pattern === undefined || list.pattern.test(code);
}

/** The attributes of a code element, in the order in which they are written. */
export function codeAttributes(list: CodeList): [name: string, value: string][] {
  const uri: [string, string] = ['listURI', list.uri];
  const version: [string, string] = ['listVersionID', list.version];
  switch (list.attributes) {
    case 'none':
      return [];
    case 'version':
      return [version];
    default:
      return [uri, version];
  }
}
