import { scope } from '../../messages/definition.ts';
import { day, din } from '../../messages/text-types.ts';
import { applicantElements } from './applicant.ts';
import { certificateElements, type StandardOfDeath, standardElements } from './certificates.ts';
import { deathPurposes } from './code-lists.ts';
import { personNameElements } from './names.ts';
import { fileElements, purposeElement } from './order.ts';
import type { Sterbeurkunde } from './sterbeurkunde-data.ts';
import { termsElements } from './terms.ts';
import { certificateOrder } from './xpersonenstand.ts';

const data = scope<Sterbeurkunde>();
const deceased = scope<Sterbeurkunde['deceased']>();
const optional = { optional: true } as const;

/**
 * `portal2StA.Sterbefall.084030`: a portal orders certificates from a register of deaths. Its elements stand in another
 * order than those of 081030 and 082030.
 * To add a field: its line here, its member in `sterbeurkunde-data.ts`, its element in `schemas/xpersonenstand/26.11`.
 */
export const sterbeurkunde084030 = certificateOrder<Sterbeurkunde>({
  type: '084030',
  rootName: 'portal2StA.Sterbefall.084030',
  title: { de: 'Anforderung von Sterbeurkunden', en: 'Order of certificates of death' },
  rules: [
    {
      id: 'xpersonenstand-084030-sterbedatum',
      severity: 'error',
      text: {
        de: 'Das Sterbedatum liegt nicht vor dem Geburtsdatum.',
        en: 'The date of death is not before the date of birth.',
      },
      source: { de: 'modelliert: einfacher Sinn', en: 'modelled: plain sense' },
      breaches: ({ data: { deceased: person } }) =>
        person.deathDate !== undefined && person.deathDate < person.birthDate
          ? [['data', 'deceased', 'deathDate']]
          : [],
      example: [{ at: ['data', 'deceased', 'deathDate'], value: '1800-01-01' }],
    },
  ],
  content: [
    purposeElement(deathPurposes),
    data.inside('beurkundeterSterbefall', 'deceased', [
      deceased.group('namen', personNameElements),
      deceased.text('geburtsdatum', 'birthDate', day),
      deceased.text('registernummer', 'registerNumber', din('C'), optional),
      deceased.text('sterbedatum', 'deathDate', day, optional),
      deceased.text('sterbeort', 'deathPlace', din('C')),
    ]),
    data.inside('antragsteller', 'applicant', applicantElements),
    data.inside('angeforderteUrkunden', 'certificates', certificateElements<StandardOfDeath>(standardElements)),
    data.inside('modalitaeten', 'terms', termsElements, optional),
    fileElements,
  ],
});
