import type { DataPath } from '../../findings.ts';

/** What a form asks for, as a tree: the bridge from any schema language to the fields of the generic message. */
export type FormPart = FormField | FormGroup | FormParty;

interface Part {
  /** Name of the member in the data, or id of the FIM element. */
  readonly id: string;
  readonly label: string;
  /** Whether the member is a list. */
  readonly many: boolean;
}

export interface FormField extends Part {
  readonly kind: 'field';
  readonly type: FieldType;
  /** Of a `code`. */
  readonly list?: FormCodeList;
  /** A date that must be today or earlier. */
  readonly notAfterToday: boolean;
}

export interface FormGroup extends Part {
  readonly kind: 'group';
  readonly parts: readonly FormPart[];
}

/** A member that holds a person in a role: it becomes a typed party of the message, not fields. */
export interface FormParty extends Part {
  readonly kind: 'party';
  readonly role: string;
}

/** `file`: the id of an attachment. */
export type FieldType = 'text' | 'number' | 'date' | 'dateTime' | 'time' | 'boolean' | 'code' | 'file';

export interface FormCodeList {
  readonly uri: string;
  readonly version: string;
  /** Code → words; absent where the entries are not at hand. */
  readonly names?: Readonly<Record<string, string>>;
}

/** What keeps a schema from being a form, before it has a place in a file. */
export interface SchemaFault {
  /** Into the schema. */
  readonly path: DataPath;
  readonly problem: string;
  readonly expected: string;
}
