import { scope } from '../../messages/definition.ts';
import { day, din, mark } from '../../messages/text-types.ts';
import { applicantElements } from './applicant.ts';
import { certificateElements, type StandardOfMarriage, standardElements } from './certificates.ts';
import { marriagePurposes } from './code-lists.ts';
import type { Eheurkunde } from './eheurkunde-data.ts';
import { personNameElements } from './names.ts';
import { fileElements, purposeElement } from './order.ts';
import { termsElements } from './terms.ts';
import { certificateOrder } from './xpersonenstand.ts';

const data = scope<Eheurkunde>();
const marriage = scope<Eheurkunde['marriage']>();
const standard = scope<StandardOfMarriage>();
const optional = { optional: true } as const;

/**
 * `portal2StA.Ehe.082030`: a portal orders certificates from a register of marriages.
 * To add a field: its line here, its member in `eheurkunde-data.ts`, its element in `schemas/xpersonenstand/26.11`.
 */
export const eheurkunde082030 = certificateOrder<Eheurkunde>({
  type: '082030',
  rootName: 'portal2StA.Ehe.082030',
  title: { de: 'Anforderung von Eheurkunden', en: 'Order of certificates of marriage' },
  content: [
    data.inside('antragsteller', 'applicant', applicantElements),
    data.inside('modalitaeten', 'terms', termsElements, optional),
    purposeElement(marriagePurposes),
    data.inside('beurkundeteEhe', 'marriage', [
      marriage.inside('ehegatte1', 'spouse1', personNameElements),
      marriage.inside('ehegatte2', 'spouse2', personNameElements),
      marriage.text('datumEhe', 'date', day),
      marriage.text('ortEhe', 'place', din('C')),
      marriage.text('registernummer', 'registerNumber', din('C'), optional),
    ]),
    data.inside(
      'angeforderteUrkunden',
      'certificates',
      certificateElements<StandardOfMarriage>([
        ...standardElements,
        standard.text('ohneVornamenVorEhe', 'withoutNamesBeforeMarriage', mark(), optional),
      ]),
    ),
    fileElements,
  ],
});
