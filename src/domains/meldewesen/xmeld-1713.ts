import { type Node, scope } from '../../messages/definition.ts';
import { din } from '../../messages/text-types.ts';
import { addMunicipality, identification } from './identification.ts';
import { objectionRules } from './objection-rules.ts';
import { disclosureBlocks } from './parts/register-code-lists.ts';
import type { Widersprueche } from './widersprueche-data.ts';
import { xmeldMessage } from './xmeld.ts';

const data = scope<Widersprueche>();
const many = { optional: true, many: true } as const;

const content: readonly Node<Widersprueche>[] = [
  identification,
  data.code('eintragung', 'objections.enter', disclosureBlocks, many),
  data.code('loeschung', 'objections.remove', disclosureBlocks, many),
  data.text('eintragungLandesrecht', 'objections.enterByStateLaw', din('C'), many),
  data.text('loeschungLandesrecht', 'objections.removeByStateLaw', din('C'), many),
];

/**
 * `onlinedienste.eintragungWiderspruecheUebermittlungssperren.1713`: enter and delete Widersprüche and
 * Übermittlungssperren. Answered by 1712.
 */
export const widersprueche1713 = xmeldMessage<Widersprueche>({
  type: '1713',
  rootName: 'onlinedienste.eintragungWiderspruecheUebermittlungssperren.1713',
  title: {
    de: 'Eintragung von Widersprüchen und Übermittlungssperren',
    en: 'Entry of objections and transmission blocks',
  },
  legalBasis: '§ 36 (2), § 42 (3), § 50 (5) BMG',
  complete: addMunicipality,
  rules: objectionRules('1713'),
  content,
});

/** The same content for an authority that answers later (1715); it says which of the two it takes. */
export const widersprueche1714 = xmeldMessage<Widersprueche>({
  type: '1714',
  rootName: 'onlinedienste.eintragungWiderspruecheUebermittlungssperren.1714',
  title: {
    de: 'Eintragung von Widersprüchen und Übermittlungssperren (asynchron)',
    en: 'Entry of objections and transmission blocks (asynchronous)',
  },
  legalBasis: '§ 36 (2), § 42 (3), § 50 (5) BMG',
  complete: addMunicipality,
  rules: objectionRules('1714'),
  content,
});
