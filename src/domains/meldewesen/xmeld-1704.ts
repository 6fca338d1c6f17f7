import { type Node, scope } from '../../messages/definition.ts';
import type { At, Item } from '../../messages/paths.ts';
import { base64, day, din, mark, wholeNumber } from '../../messages/text-types.ts';
import { ownOrigin } from '../origins.ts';
import { keptOrGivenUp } from './code-lists.ts';
import { registeredAddressElements } from './parts/addresses.ts';
import { identificationElements } from './parts/identification.ts';
import { partnershipTypes } from './parts/register-code-lists.ts';
import { registeringPersonElements } from './parts/registering-person.ts';
import {
  type CompleteWohnsitzanmeldung,
  completeWohnsitzanmeldung,
  originInWohnsitzanmeldung,
} from './wohnsitzanmeldung-complete.ts';
import { wohnsitzanmeldungRules } from './wohnsitzanmeldung-rules.ts';
import { xmeldMessage } from './xmeld.ts';

type Complete = CompleteWohnsitzanmeldung;

const optional = { optional: true } as const;

const data = scope<Complete>();
const partner = scope<At<Complete, 'partner'>>();
const child = scope<Item<At<Complete, 'children'>>>();
const newResidence = scope<Complete['newResidence']>();
const formerResidence = scope<Complete['formerResidence']>();
const landlord = scope<Item<At<Complete, 'landlords'>>>();
const line = scope<Item<Item<At<Complete, 'landlords'>>['lines']>>();

const weitereMitzuziehendePerson: Node<Complete> = data.group(
  'weitereMitzuziehendePerson',
  [
    data.inside(
      'partner',
      'partner',
      [
        partner.code('partnerschaftstyp', 'partnershipType', partnershipTypes),
        partner.group('personendaten', registeringPersonElements),
      ],
      optional,
    ),
    data.each(
      'kind',
      'children',
      [
        ...registeringPersonElements,
        child.text('nurPartnerZugeordnet', 'onlyOfPartner', mark(), {
          optional: true,
          doc: { de: 'Kind allein des Partners', en: 'child of the partner alone' },
        }),
      ],
      optional,
    ),
  ],
  optional,
);

const ergaenzendeMeldedaten: Node<Complete> = data.group('ergaenzendeMeldedaten', [
  data.group('wohnungsgeber', [
    data.each(
      'wohnungsgeberNameAnschrift',
      'landlords',
      [
        landlord.each(
          'zeile',
          'lines',
          [line.text('position', 'position', wholeNumber(1, 6)), line.text('inhalt', 'text', din('C'))],
          { optional: true, many: 6 },
        ),
      ],
      optional,
    ),
    data.text('eigentuemerNichtWohnungsgeber', 'ownersOtherThanLandlord', din('C'), { optional: true, many: true }),
  ]),
  data.inside('neueWohnung', 'newResidence', [
    newResidence.inside('anschrift', 'address', registeredAddressElements),
    newResidence.text('datumDesBeziehens', 'movedIn', day),
  ]),
  data.inside('bisherigeWohnung', 'formerResidence', [
    formerResidence.code('aufgebenOderBeibehalten', 'decision', keptOrGivenUp),
    formerResidence.text('datumDesAuszugs', 'movedOut', day, optional),
  ]),
  data.text('wohnungsgeberbestaetigung', 'documents.landlordConfirmation.content', base64, {
    optional: true,
    doc: { de: 'Bestätigung des Wohnungsgebers als PDF, base64', en: 'confirmation of the landlord as PDF, base64' },
  }),
  data.text('bestimmungDerHauptwohnung', 'documents.mainResidenceDeclaration.content', base64, {
    optional: true,
    doc: { de: 'Erklärung zur Hauptwohnung als PDF, base64', en: 'declaration of the main dwelling as PDF, base64' },
  }),
]);

/**
 * `onlinedienste.anmeldung.meldeschein.1704`: a person, or a family that moves together, registers the new dwelling with
 * the authority there; a move inside a municipality is one too. `landesspezifischeErweiterungen` is left out: no Land's
 * content for it is public.
 */
export const anmeldung1704 = xmeldMessage<Complete>({
  type: '1704',
  rootName: 'onlinedienste.anmeldung.meldeschein.1704',
  title: { de: 'Anmeldung einer Wohnung', en: 'Registration of a dwelling' },
  legalBasis: '§§ 17, 23, 23a (2) BMG; § 9 (2) BMeldDigiV',
  complete: completeWohnsitzanmeldung,
  originsIn: (given) => (path) => ownOrigin(originInWohnsitzanmeldung(path, given), given),
  embedsAttachments: true,
  placesOfFiles: ['documents.landlordConfirmation.attachment', 'documents.mainResidenceDeclaration.attachment'],
  rules: wohnsitzanmeldungRules,
  content: [
    data.inside('identifikation', 'identification', identificationElements),
    data.inside('berechtigtePerson', 'applicant', registeringPersonElements),
    weitereMitzuziehendePerson,
    ergaenzendeMeldedaten,
    data.text('freitext', 'remarks', din('C'), { optional: true, many: true }),
  ],
});
