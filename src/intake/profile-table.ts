import type { CodeTable, ConverterName } from './converters.ts';

/** A portal's dialect: a declarative table that works both ways, for each service that the portal offers. */
export interface Profile {
  readonly id: string;
  readonly title: { readonly de: string; readonly en: string };
  /** Tables by service id. */
  readonly services: Readonly<Record<string, ProfileTable>>;
  /** `identity`: a service without a table is submitted in the shape of its data. */
  readonly fallback?: 'identity';
}

export interface ProfileTable {
  readonly rows: readonly Row[];
  /** JSON pointers of fields that carry nothing for the office; `*` for each item of a list. */
  readonly ignored?: readonly string[];
  /** What the portal never says because it is always the same there: path in the data and value. */
  readonly constants?: Readonly<Record<string, unknown>>;
}

export interface Row {
  /** JSON pointer below the submission's `data`, `*` for each item of a list; several where a converter joins them. */
  readonly portal: string | readonly string[];
  /** Dotted path in the data, `*` for each item of a list; several where a converter splits the field. */
  readonly data: string | readonly string[];
  /** Absent: `text`. */
  readonly convert?: ConverterName | { readonly table: CodeTable };
}
