import type { ClassicHead, ClassicParty, ClassicReachability } from '../../../messages/head-classic.ts';

/** What a message of XGewerbeanzeige 2.x says. Codes keep what the instance names of their list, so that nothing is lost. */
export interface Gewerbemeldung {
  readonly product: { readonly name: string; readonly manufacturer: string; readonly version?: string };
  /** Its presence alone marks a test message. */
  readonly test?: string;
  readonly head: ClassicHead;
  /** `berichtszeitraum`, YYYY-MM. */
  readonly period?: string;
  readonly records: readonly Satz[];
}

/** `satz`: exactly one of the three. */
export interface Satz {
  readonly registration?: Anmeldung;
  readonly change?: Ummeldung;
  readonly deregistration?: Abmeldung;
}

/** A code, with what the instance says of its list. */
export interface Coded {
  readonly code: string;
  readonly name?: string;
  readonly list?: string;
  readonly version?: string;
}

/** What all three have in common. */
export interface Meldung {
  readonly createdAt: string;
  /** From 2.1 on. */
  readonly eventAt?: string;
  readonly author: ClassicParty;
  readonly correction: Coded;
  readonly municipality: Coded;
  readonly municipalitySuffix?: string;
  readonly noticeNumber: string;
  readonly businessId: string;
  readonly id: string;
  readonly business: Gewerbe;
  readonly validFrom: string;
  readonly reportedOn: string;
  readonly activity: Taetigkeiten;
}

export interface Anmeldung extends Meldung {
  readonly reason: Coded;
}

export interface Ummeldung extends Meldung {
  readonly accidentInsurance?: { readonly carrier: Coded; readonly membershipNumber: string };
  readonly reasons: readonly Coded[];
}

export interface Abmeldung extends Meldung {
  readonly futureBusiness?: { readonly name?: string; readonly address?: Anschrift };
  readonly reason: Coded;
  readonly cause?: Coded;
}

export interface Gewerbe {
  readonly firm: {
    readonly number?: string;
    readonly registeredName?: string;
    readonly tradeName?: string;
    readonly registerNumber?: string;
    readonly registerCity?: string;
    readonly registerPostalCode?: string;
    readonly registerType?: Coded;
    readonly registerCourt?: Coded;
    readonly legalForm: Coded;
  };
  readonly partners?: number;
  readonly fullTimeEmployees: number;
  readonly partTimeEmployees: number;
  readonly kinds?: {
    readonly industry: Coded;
    readonly craft: Coded;
    readonly trade: Coded;
    readonly other: Coded;
  };
  readonly branch: Coded;
  readonly itinerant: Coded;
  readonly secondaryOccupation: Coded;
  readonly craftCard?: {
    readonly state: Coded;
    readonly issuedOn?: string;
    readonly issuedByPostalCode?: string;
    readonly issuedByCity?: string;
    readonly issuedByKey?: Coded;
  };
  readonly address?: Anschrift;
  readonly contacts?: readonly ClassicReachability[];
  readonly mainPlace?: { readonly address: Anschrift; readonly contacts?: readonly ClassicReachability[] };
  readonly persons: readonly BeteiligtePerson[];
  readonly publicShare?: Coded;
}

export interface Anschrift {
  readonly street: string;
  readonly streetKey?: string;
  readonly houseNumber?: string;
  readonly houseNumberTo?: string;
  readonly extra?: string;
  readonly city: string;
  readonly district?: string;
  readonly postalCode: string;
  /** Up to 2.1 plain text with the name of its list beside it (`natSchluesselVerzeichnis`), in 2.2 a code. */
  readonly country: Coded;
}

export interface BeteiligtePerson {
  readonly role: Coded;
  readonly doctorate?: string;
  readonly familyName: string;
  readonly givenNames: string;
  readonly sex: Coded;
  readonly birthName?: string;
  /** YYYY-MM-DD; the message has TTMMJJJJ. */
  readonly birthDate?: string;
  readonly birthPlace?: string;
  readonly birthCountry?: string;
  readonly nationalities?: readonly Coded[];
  readonly address?: Anschrift;
  readonly contacts?: readonly ClassicReachability[];
  readonly residencePermit?: {
    readonly state: Coded;
    readonly issuedOn: string;
    readonly issuedBy: string;
    readonly issuedByPostalCode: string;
    readonly issuedByCity: string;
  };
}

export interface Taetigkeiten {
  readonly main: {
    readonly text: string;
    /** WZ 2008, five digits. */
    readonly key: string;
    readonly keyword: string;
    readonly newlyPursued?: Coded;
  };
  readonly further?: {
    /** Several joined by `|`. */
    readonly summary: string;
    readonly items?: readonly { readonly text?: string; readonly key: string; readonly keyword: string }[];
  };
}
