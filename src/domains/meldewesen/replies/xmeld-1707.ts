import { type Node, scope } from '../../../messages/definition.ts';
import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import { base64, day, din } from '../../../messages/text-types.ts';
import { type RegisteredAddress, registeredAddressElements } from '../parts/addresses.ts';
import { type Identification, identificationElements } from '../parts/identification.ts';
import { doctorate, familyNameElement, givenNamesElement, nameElement } from '../parts/names.ts';
import { dayOrUnknownElement, partialDateOrUnknownElement } from '../parts/partial-dates.ts';
import { residenceStatuses } from '../parts/register-code-lists.ts';
import { registrationStatuses } from './answer-codes.ts';
import { defineReply } from './define-reply.ts';
import { originalMessage, type Reply } from './original-message.ts';
import { type StoredObjections, storedObjections } from './stored-objections.ts';

/** What became of a registration: a Meldebestätigung for each person, or a refusal. */
export interface RegistrationResult extends Identification, Reply {
  readonly fileNumber: string;
  readonly registered?: readonly RegisteredMover[];
  readonly refused?: { readonly status: string; readonly document?: string };
}

/** One person who is registered now. */
interface RegisteredMover {
  readonly confirmation: Confirmation;
  /** The Meldebestätigung as PDF in base64. */
  readonly document: string;
  readonly objections?: StoredObjections;
}

interface Confirmation {
  readonly name: ConfirmedName;
  readonly birthDate: string;
  readonly residence: ConfirmedResidence;
  /** Zuzug in das Bundesgebiet. */
  readonly movedToGermanyOn?: string;
}

/** `false`: the person has no such name. */
interface ConfirmedName {
  readonly familyName?: string | false;
  readonly passportFamilyName?: string | false;
  readonly marriedName?: string | false;
  readonly partnershipName?: string | false;
  readonly givenNames: string | false;
  readonly passportGivenNames?: string | false;
  readonly usualGivenName?: string | false;
  readonly doctorate?: string;
}

interface ConfirmedResidence {
  readonly address: RegisteredAddress;
  readonly registeredOn: string;
  /** `YYYY-MM-DD`, or `unknown`. */
  readonly movedIn: string;
  readonly statusChangedOn?: string;
  readonly status: string;
}

const data = scope<RegistrationResult>();
const mover = scope<RegisteredMover>();
const confirmation = scope<Confirmation>();
const name = scope<ConfirmedName>();
const residence = scope<ConfirmedResidence>();
const refusal = scope<NonNullable<RegistrationResult['refused']>>();
const optional = { optional: true } as const;

const confirmationElements: readonly Node<Confirmation>[] = [
  confirmation.inside('name', 'name', [
    familyNameElement<ConfirmedName>('familyName', 'passportFamilyName', optional),
    nameElement<ConfirmedName>('ehename.unstrukturiert', 'marriedName', optional),
    nameElement<ConfirmedName>('lebenspartnerschaftsname.unstrukturiert', 'partnershipName', optional),
    givenNamesElement<ConfirmedName>('givenNames', 'passportGivenNames'),
    nameElement<ConfirmedName>('gebraeuchlicherVorname', 'usualGivenName', optional),
    name.text('doktorgrad', 'doctorate', doctorate, optional),
  ]),
  confirmation.group('geburtsdatum', [partialDateOrUnknownElement<Confirmation>('birthDate')]),
  confirmation.inside('wohnung', 'residence', [
    residence.inside('anschrift', 'address', registeredAddressElements),
    residence.text('datumAnmeldungBeiAnmeldebehoerde', 'registeredOn', day),
    residence.group('datumDesBeziehens', [dayOrUnknownElement<ConfirmedResidence>('movedIn')]),
    residence.text('datumDesWohnungsstatuswechsels', 'statusChangedOn', day, optional),
    residence.code('statusderwohnung', 'status', residenceStatuses),
  ]),
  confirmation.text('zuzugBund', 'movedToGermanyOn', day, optional),
];

const refusedOnly: MessageRule<Message<RegistrationResult>> = {
  id: 'xmeld-1707-status',
  severity: 'error',
  text: { de: 'Der Status einer Ablehnung ist 02 oder 03.', en: 'The status of a refusal is 02 or 03.' },
  source: { de: 'XMeld 26.11, Text zur Nachricht 1707', en: 'XMeld 26.11, text of message 1707' },
  breaches: ({ data: { refused } }) => (refused?.status === '01' ? [['data', 'refused', 'status']] : []),
  example: [
    { at: ['data', 'registered'], value: undefined },
    { at: ['data', 'refused'], value: { status: '01' } },
  ],
};

/** `onlinedienste.anmeldung.ergebnis.1707`: the last answer to a registration (1704) or its confirmation code (1706). */
export const ergebnis1707 = defineReply<RegistrationResult>({
  type: '1707',
  rootName: 'onlinedienste.anmeldung.ergebnis.1707',
  title: { de: 'Ergebnis der Anmeldung', en: 'Result of a registration' },
  legalBasis: '§ 24 (2) BMG; § 10 BMeldDigiV',
  answers: ['1704', '1706'],
  rules: [refusedOnly],
  content: [
    data.group('identifikation', identificationElements),
    data.text('aktenzeichen', 'fileNumber', din('C')),
    data.group('ergebnis', [
      data.choice([
        data.group('anmeldung', [
          data.each('zuziehendePerson', 'registered', [
            mover.inside('meldebestaetigung', 'confirmation', confirmationElements),
            mover.text('pdfDokument', 'document', base64),
            mover.inside('ergebnisWiderspruecheUebermittlungssperren', 'objections', storedObjections, optional),
          ]),
        ]),
        data.inside('ablehnung', 'refused', [
          refusal.code('status', 'status', registrationStatuses),
          refusal.text('pdfDokument', 'document', base64, optional),
        ]),
      ]),
    ]),
    originalMessage,
  ],
});
