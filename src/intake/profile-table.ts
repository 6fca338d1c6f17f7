import type { CodeTable, ConverterName } from './converters.ts';

/** A portal's dialect: a declarative table that works both ways, for each service that the portal offers. */
export interface Profile {
  readonly id: string;
  readonly title: { readonly de: string; readonly en: string };
  /** Tables by service id. */
  readonly services: Readonly<Record<string, ProfileTable>>;
  /** `identity`: a service without a table is submitted in the shape of its data. */
  readonly fallback?: 'identity';
  /** The portal's own document around the fields of a form; absent: `data` of a submission are the fields. */
  readonly pack?: Pack;
  /** Names of members that end in ids of FIM are read as these ids. */
  readonly names?: 'fim';
}

/** How a portal packs a form. A service without a table has its data, as they are, where the fields are. */
export interface Pack {
  /** JSON pointer to the fields. */
  readonly fields: string;
  /** `glued`: the names of groups and fields make one name, `inhaber.1.familienname`. Absent: groups are objects. */
  readonly groups?: 'glued';
  /** JSON pointers of what the portal adds for its own use. */
  readonly ignored: readonly string[];
}

export interface ProfileTable {
  readonly rows: readonly Row[];
  /** JSON pointers of fields that carry nothing for the office; `*` for each item of a list. */
  readonly ignored?: readonly string[];
  /** What the portal never says because it is always the same there: path in the data and value. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** What holds where the portal says nothing: path in the data and value. */
  readonly defaults?: Readonly<Record<string, unknown>>;
}

export interface Row {
  /** JSON pointer below the submission's `data`, `*` for each item of a list; several where a converter joins them. */
  readonly portal: string | readonly string[];
  /** Dotted path in the data, `*` for each item of a list; several where a converter splits the field. */
  readonly data: string | readonly string[];
  /** Absent: `text`. */
  readonly convert?: ConverterName | { readonly table: CodeTable };
}
