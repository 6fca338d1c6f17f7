import type { DataPath } from '../../findings.ts';
import type { FormPart } from './form-model.ts';
import type { JsonSchema } from './json-schema.ts';

/** First and last day of a version, `YYYY-MM-DD`; absent: always, without end. */
export interface FormValidity {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** A loaded form: what a service asks for, in data. */
export interface Form {
  readonly serviceId: string;
  readonly act: string;
  readonly version: string;
  readonly validity: FormValidity;
  /** Pins the very files: SHA-256 over them, the first eight digits. */
  readonly digest: string;
  readonly title: { readonly de: string; readonly en: string };
  /** Where the fields are described: an address of ours, or the FIM data schema. */
  readonly schemaUri: string;
  readonly jsonSchema: JsonSchema;
  readonly parts: readonly FormPart[];
  /** Whether members that the form does not describe are handed on under their own names; else they are refused. */
  readonly keepsUnknown: boolean;
  /** The envelope's applicant. */
  readonly applicant: 'required' | 'optional';
  readonly attachments: { readonly min: number; readonly max: number };
  readonly readKeys: ReadKeys;
}

/** Reads the member names that senders write, and finds the way back to them. */
export type ReadKeys = (data: unknown) => { readonly data: unknown; originOf(path: DataPath): DataPath };

/** Names as the schema has them. */
export const plainKeys: ReadKeys = (data) => ({ data, originOf: (path) => path });
