import { scope } from '../../messages/definition.ts';
import { day, din, mark } from '../../messages/text-types.ts';
import { applicantElements } from './applicant.ts';
import { certificateElements, type StandardOfBirth, standardElements } from './certificates.ts';
import { birthPurposes } from './code-lists.ts';
import type { Geburtsurkunde } from './geburtsurkunde-data.ts';
import { personNameElements } from './names.ts';
import { fileElements, purposeElement } from './order.ts';
import { termsElements } from './terms.ts';
import { certificateOrder } from './xpersonenstand.ts';

const data = scope<Geburtsurkunde>();
const child = scope<Geburtsurkunde['child']>();
const standard = scope<StandardOfBirth>();
const optional = { optional: true } as const;

/**
 * `portal2StA.Geburt.081030`: a portal orders certificates from a register of births.
 * To add a field: its line here, its member in `geburtsurkunde-data.ts`, its element in `schemas/xpersonenstand/26.11`.
 */
export const geburtsurkunde081030 = certificateOrder<Geburtsurkunde>({
  type: '081030',
  rootName: 'portal2StA.Geburt.081030',
  title: { de: 'Anforderung von Geburtsurkunden', en: 'Order of certificates of birth' },
  rules: [
    {
      id: 'xpersonenstand-081030-gebuehrenfrei',
      severity: 'error',
      text: {
        de: 'Eine Geburtsurkunde ohne Eltern oder ohne Geschlecht ist nicht gebührenfrei.',
        en: 'A certificate of birth without parents or without sex is not free of charge.',
      },
      source: {
        de: 'XPersonenstand 26.11, Text zu Urkunde.Standardformat.G; § 48 Abs. 2 PStV',
        en: 'XPersonenstand 26.11, text of Urkunde.Standardformat.G; § 48 (2) PStV',
      },
      breaches: ({ data: { certificates } }) =>
        (certificates.standard ?? []).flatMap(({ free, withoutParents, withoutSex }, index) =>
          free && (withoutParents || withoutSex) ? [['data', 'certificates', 'standard', index, 'free']] : [],
        ),
      fields: ['free', 'withoutParents', 'withoutSex'].map((field) => `data.certificates.standard.${field}`),
    },
  ],
  content: [
    data.inside('antragsteller', 'applicant', applicantElements),
    data.inside('modalitaeten', 'terms', termsElements, optional),
    purposeElement(birthPurposes),
    data.inside('kind', 'child', [
      child.group('namen', personNameElements),
      child.text('geburtsdatum', 'birthDate', day),
      child.text('registernummer', 'registerNumber', din('C'), optional),
      child.text('geburtsort', 'birthPlace', din('C')),
    ]),
    data.inside(
      'angeforderteUrkunden',
      'certificates',
      certificateElements<StandardOfBirth>([
        ...standardElements,
        standard.text('elternteilVater', 'fatherAsParent', mark(), optional),
        standard.text('elternteilMutter', 'motherAsParent', mark(), optional),
        standard.text('ohneEltern', 'withoutParents', mark(), optional),
        standard.text('ohneGeschlecht', 'withoutSex', mark(), optional),
      ]),
    ),
    fileElements,
  ],
});
