import { gewerbeanmeldung0001 } from './gewerbe/gewerbe-0001.ts';
import { gewerbeummeldung0002 } from './gewerbe/gewerbe-0002.ts';
import { gewerbeabmeldung0003 } from './gewerbe/gewerbe-0003.ts';
import { gewerbeabmeldungData } from './gewerbe/gewerbeabmeldung-data.ts';
import { gewerbeanmeldungData } from './gewerbe/gewerbeanmeldung-data.ts';
import { gewerbeummeldungData } from './gewerbe/gewerbeummeldung-data.ts';
import { kfzActs } from './kfz/acts.ts';
import { identificationData } from './meldewesen/identification-data.ts';
import { isIssuedElectronically, meldebescheinigungData } from './meldewesen/meldebescheinigung-data.ts';
import { confirmationData, prefilledFormData } from './meldewesen/meldeschein-data.ts';
import { widerspruecheData } from './meldewesen/widersprueche-data.ts';
import { wohnsitzanmeldungData } from './meldewesen/wohnsitzanmeldung-data.ts';
import { meldebescheinigung1700 } from './meldewesen/xmeld-1700.ts';
import { meldescheinAbruf1702 } from './meldewesen/xmeld-1702.ts';
import { anmeldung1704 } from './meldewesen/xmeld-1704.ts';
import { bestaetigungscode1706 } from './meldewesen/xmeld-1706.ts';
import { selbstauskunft1708 } from './meldewesen/xmeld-1708.ts';
import { widerspruecheAbruf1711 } from './meldewesen/xmeld-1711.ts';
import { widersprueche1713, widersprueche1714 } from './meldewesen/xmeld-1713.ts';
import { eheurkundeData } from './personenstand/eheurkunde-data.ts';
import { geburtsurkundeData } from './personenstand/geburtsurkunde-data.ts';
import { sterbeurkundeData } from './personenstand/sterbeurkunde-data.ts';
import { geburtsurkunde081030 } from './personenstand/xpersonenstand-081030.ts';
import { eheurkunde082030 } from './personenstand/xpersonenstand-082030.ts';
import { sterbeurkunde084030 } from './personenstand/xpersonenstand-084030.ts';
import type { ServiceAct } from './service.ts';

/** The acts of services that have a message of their own. */
export const serviceActs: readonly ServiceAct[] = [
  {
    serviceId: 'meldebescheinigung',
    act: 'apply',
    version: '1',
    data: meldebescheinigungData,
    messages: [meldebescheinigung1700],
    asksForTrust: isIssuedElectronically,
  },
  {
    serviceId: 'melderegister-selbstauskunft',
    act: 'apply',
    version: '1',
    data: identificationData,
    messages: [selbstauskunft1708],
  },
  {
    serviceId: 'uebermittlungssperren',
    act: 'apply',
    version: '1',
    data: widerspruecheData,
    messages: [widersprueche1713, widersprueche1714],
  },
  {
    serviceId: 'uebermittlungssperren',
    act: 'query',
    version: '1',
    data: identificationData,
    messages: [widerspruecheAbruf1711],
  },
  {
    serviceId: 'wohnsitz-anmeldung',
    act: 'apply',
    version: '1',
    data: wohnsitzanmeldungData,
    messages: [anmeldung1704],
  },
  {
    serviceId: 'wohnsitz-anmeldung',
    act: 'prefill',
    version: '1',
    data: prefilledFormData,
    messages: [meldescheinAbruf1702],
  },
  {
    serviceId: 'wohnsitz-anmeldung',
    act: 'confirm',
    version: '1',
    data: confirmationData,
    messages: [bestaetigungscode1706],
  },
  {
    serviceId: 'gewerbe-anmeldung',
    act: 'apply',
    version: '1',
    data: gewerbeanmeldungData,
    messages: [gewerbeanmeldung0001],
  },
  {
    serviceId: 'gewerbe-ummeldung',
    act: 'apply',
    version: '1',
    data: gewerbeummeldungData,
    messages: [gewerbeummeldung0002],
  },
  {
    serviceId: 'gewerbe-abmeldung',
    act: 'apply',
    version: '1',
    data: gewerbeabmeldungData,
    messages: [gewerbeabmeldung0003],
  },
  {
    serviceId: 'geburtsurkunde',
    act: 'apply',
    version: '1',
    data: geburtsurkundeData,
    messages: [geburtsurkunde081030],
  },
  { serviceId: 'eheurkunde', act: 'apply', version: '1', data: eheurkundeData, messages: [eheurkunde082030] },
  {
    serviceId: 'sterbeurkunde',
    act: 'apply',
    version: '1',
    data: sterbeurkundeData,
    messages: [sterbeurkunde084030],
  },
  ...kfzActs,
];

interface Wanted {
  /** The day on which it must hold, `YYYY-MM-DD`; absent: the newest that is known. */
  readonly day?: string;
  /** The version of the form; absent: the one that began last. */
  readonly formVersion?: string | undefined;
}

/** An act in the version that is wanted. */
export function findAct(
  serviceId: string,
  act: string,
  acts = serviceActs,
  { day, formVersion }: Wanted = {},
): ServiceAct | undefined {
  return versionsOf(serviceId, act, acts, day).find(
    (version) => formVersion === undefined || nameVersion(version) === formVersion,
  );
}

/** The versions of an act that may be used on a day, the newest first; without a day, all. */
export function versionsOf(serviceId: string, act: string, acts: readonly ServiceAct[], day?: string): ServiceAct[] {
  return acts
    .filter((each) => each.serviceId === serviceId && each.act === act && (day === undefined || holdsOn(each, day)))
    .sort((a, b) => (b.form?.validity.from ?? '').localeCompare(a.form?.validity.from ?? ''));
}

/** As portals name it: the version of the form, without what pins its files. */
export function nameVersion({ form, version }: Pick<ServiceAct, 'form' | 'version'>): string {
  return form?.version ?? version;
}

function holdsOn({ form }: ServiceAct, day: string): boolean {
  const { from = '', until = day } = form?.validity ?? {};
  return from <= day && day <= until;
}

export function actsOf(serviceId: string, acts = serviceActs): string[] {
  return [...new Set(acts.filter((candidate) => candidate.serviceId === serviceId).map(({ act }) => act))];
}
