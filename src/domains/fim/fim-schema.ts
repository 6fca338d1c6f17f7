/** What XDatenfelder 2 and 3 say of a form, in one shape. German names of the standard in the comments. */

export interface FimSchema {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly uses: readonly FimUse[];
  readonly rules: readonly FimRule[];
}

/** An element where it is used (`struktur`). */
export interface FimUse {
  readonly min: number;
  /** `Infinity`: any number (`*`). */
  readonly max: number;
  readonly element: FimGroup | FimField;
}

export interface FimGroup {
  readonly kind: 'group';
  readonly id: string;
  readonly label: string;
  readonly uses: readonly FimUse[];
  readonly rules: readonly FimRule[];
}

export interface FimField {
  readonly kind: 'field';
  readonly id: string;
  readonly label: string;
  /** `feldart`: a `label` carries text for people and is never data. */
  readonly art: string;
  /** `datentyp` */
  readonly type: string;
  /** `praezisierung` */
  readonly limits: FimLimits;
  /** `codelisteReferenz` */
  readonly list?: FimListReference;
  readonly rules: readonly FimRule[];
}

export interface FimLimits {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: string;
  readonly maxValue?: string;
  readonly pattern?: string;
}

/** The list that a choice is made from. XDatenfelder names it and does not hold its entries. */
export interface FimListReference {
  readonly uri: string;
  readonly version: string;
  /** Columns of the code and of its words, where the field names them (XDatenfelder 3). */
  readonly codeColumn?: string;
  readonly nameColumn?: string;
}

/** `regel`: prose and a script for form software, so only known ones can be decided. */
export interface FimRule {
  readonly id: string;
  readonly name: string;
}
