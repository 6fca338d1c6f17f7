import type { ClassicParty } from '../../../messages/head-classic.ts';
import { municipalityKeys } from '../../service.ts';
import { countries, nationalities, registerCourts, sexes } from '../code-lists.ts';
import type { Empfangsbescheinigung } from '../empfangsbescheinigung.ts';
import type { Gewerbeabmeldung } from '../gewerbeabmeldung-data.ts';
import type { Gewerbeanmeldung } from '../gewerbeanmeldung-data.ts';
import type { Gewerbeummeldung } from '../gewerbeummeldung-data.ts';
import type { TradeNotice } from '../trade-notice-data.ts';
import type {
  Anschrift,
  BeteiligtePerson,
  Coded,
  Gewerbe,
  Meldung,
  Satz,
  Taetigkeiten,
} from '../xgewerbeanzeige/content.ts';

/** A notice as it was accepted. */
export type AcceptedNotice =
  | { readonly form: 'anmeldung'; readonly data: Gewerbeanmeldung }
  | { readonly form: 'ummeldung'; readonly data: Gewerbeummeldung }
  | { readonly form: 'abmeldung'; readonly data: Gewerbeabmeldung };

/** What is known besides the notice. */
export interface RecordContext {
  readonly confirmation: Empfangsbescheinigung;
  /** When the office confirmed, and the moment of now; both in Berlin time with zone. */
  readonly confirmedAt: string;
  readonly now: string;
  readonly author: ClassicParty;
  /** UUID of the record. */
  readonly id: string;
}

/** `T` with members that may be missing, all the way down. */
export type Unfinished<T> = T extends readonly (infer I)[]
  ? readonly Unfinished<I>[]
  : T extends object
    ? { readonly [K in keyof T]?: Unfinished<T[K]> | undefined }
    : T;

/**
 * The record of XGewerbeanzeige that a notice and its confirmation make, before any mask. It may be unfinished: what
 * neither the portal nor the office has said is left out, and found by the checks of the message.
 */
export function recordOf(notice: AcceptedNotice, context: RecordContext): Unfinished<Satz> {
  const common = noticeOf(notice.data, context);
  switch (notice.form) {
    case 'anmeldung':
      return { registration: { ...common, reason: { code: notice.data.reason } } };
    case 'ummeldung': {
      const { accidentInsurance, activity, reasons } = notice.data;
      const { newlyPursued } = activity.main;
      return {
        change: {
          ...common,
          activity: {
            ...common.activity,
            main: {
              ...common.activity?.main,
              newlyPursued: newlyPursued === undefined ? undefined : yesNo(newlyPursued),
            },
          },
          accidentInsurance: accidentInsurance && {
            carrier: { code: accidentInsurance.carrier },
            membershipNumber: accidentInsurance.membershipNumber,
          },
          reasons: reasons.map((code) => ({ code })),
        },
      };
    }
    case 'abmeldung': {
      const { futureBusiness, reason, cause } = notice.data;
      return {
        deregistration: {
          ...common,
          futureBusiness: futureBusiness && { name: futureBusiness.name, address: addressOf(futureBusiness.address) },
          reason: { code: reason },
          cause: coded(cause),
        },
      };
    }
  }
}

function noticeOf(data: TradeNotice, context: RecordContext): Unfinished<Meldung> {
  const { confirmation, confirmedAt, now, author, id } = context;
  return {
    createdAt: now,
    eventAt: confirmedAt,
    author,
    correction: yesNo(false),
    municipality: coded(data.municipalityKey, municipalityKeys.version),
    noticeNumber: confirmation.noticeNumber,
    businessId: confirmation.businessId,
    id,
    business: businessOf(data),
    validFrom: data.validFrom,
    reportedOn: confirmation.receivedOn,
    activity: activityOf(data.activity, confirmation.mainActivity),
  };
}

function businessOf({ business, persons }: TradeNotice): Unfinished<Gewerbe> {
  const { kinds, register, craftCard, mainPlace } = business;
  return {
    firm: {
      registeredName: business.registeredName,
      tradeName: business.tradeName,
      registerNumber: register?.number,
      registerCity: register?.city,
      registerPostalCode: register?.postalCode,
      registerType: coded(register?.type),
      registerCourt: coded(register?.court, registerCourts.version),
      legalForm: { code: business.legalForm },
    },
    partners: business.partners,
    fullTimeEmployees: business.fullTimeEmployees,
    partTimeEmployees: business.partTimeEmployees,
    kinds: {
      industry: yesNo(kinds.industry),
      craft: yesNo(kinds.craft),
      trade: yesNo(kinds.trade),
      other: yesNo(kinds.other),
    },
    branch: { code: business.branch },
    itinerant: yesNo(business.itinerant),
    secondaryOccupation: yesNo(business.secondaryOccupation),
    craftCard: craftCard && {
      ...craftCard,
      state: { code: craftCard.state },
      issuedByKey: coded(craftCard.issuedByKey),
    },
    address: addressOf(business.address),
    contacts: business.contacts,
    mainPlace: mainPlace && { address: addressOf(mainPlace.address), contacts: mainPlace.contacts },
    persons: persons.map(personOf),
    publicShare: coded(business.publicShare),
  };
}

function personOf(person: TradeNotice['persons'][number]): Unfinished<BeteiligtePerson> {
  const { role, sex, nationalities: keys, address, residencePermit, ...same } = person;
  return {
    ...same,
    role: { code: role },
    sex: { code: sex, version: sexes.version },
    nationalities: keys?.map((code) => ({ code, version: nationalities.version })),
    address: addressOf(address),
    residencePermit: residencePermit && { ...residencePermit, state: { code: residencePermit.state } },
  };
}

function addressOf(address: TradeNotice['business']['address']): Unfinished<Anschrift> | undefined {
  return address && { ...address, country: { code: address.country, version: countries.version } };
}

/** The office's key and word come before the portal's. A further activity without them stands in the summary alone. */
function activityOf(
  { main, further }: TradeNotice['activity'],
  ofOffice: Empfangsbescheinigung['mainActivity'],
): Unfinished<Taetigkeiten> {
  const items = further?.items?.filter(({ key, keyword }) => key !== undefined && keyword !== undefined);
  return {
    main: { text: main.text, key: ofOffice?.key ?? main.key, keyword: ofOffice?.keyword ?? main.keyword },
    further: further && { summary: further.summary, items },
  };
}

function coded(code: string | undefined, version?: string): Unfinished<Coded> | undefined {
  return code === undefined ? undefined : { code, version };
}

function yesNo(value: boolean): Coded {
  return { code: value ? '1' : '0' };
}
