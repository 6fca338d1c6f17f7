import { scope, within } from '../../messages/definition.ts';
import { headAttributes, headElements, type Message } from '../../messages/head-g2g.ts';
import { defineMessage } from '../../messages/message.ts';
import { base64, day, patterned, sha512, uuid } from '../../messages/text-types.ts';
import { fileName } from '../antrag/value-types.ts';
import { messageTypes } from './code-lists.ts';
import { activityKey, gewerbe, shortText, text } from './gewerbe.ts';
import { gewerbeGlossary } from './glossary.ts';

/** What a trade office says when it has received a notice. */
export interface Empfangsbescheinigung {
  /** UUID of the notice that is confirmed. */
  readonly messageUuid: string;
  /** The number that the office gave to the notice. */
  readonly noticeNumber: string;
  /** The day on which it was received, `YYYY-MM-DD`. */
  readonly receivedOn: string;
  readonly issuedOn: string;
  /** UUID of the business, the same in all messages about it: XGewerbeanzeige demands it and only the office knows it. */
  readonly businessId?: string;
  /** The office's key of the main activity and its words for it: XGewerbeanzeige demands both. */
  readonly mainActivity?: { readonly key: string; readonly keyword: string };
  readonly certificate: PdfFile;
}

export interface PdfFile {
  readonly fileName: string;
  readonly mediaType: string;
  /** SHA-512 of the file, in hexadecimal digits. */
  readonly sha512: string;
  /** The file in base64. */
  readonly content: string;
}

const data = scope<Empfangsbescheinigung>();
const activity = scope<NonNullable<Empfangsbescheinigung['mainActivity']>>();
const file = scope<PdfFile>();
const optional = { optional: true } as const;

/** `gewerbeamt2portal.empfangsbescheinigung.0004`: the office confirms a notice (modelled, see `gewerbe.ts`). */
export const empfangsbescheinigung = defineMessage<Message<Empfangsbescheinigung>>({
  standard: gewerbe,
  type: '0004',
  rootName: 'gewerbeamt2portal.empfangsbescheinigung.0004',
  title: { de: 'Empfangsbescheinigung', en: 'Confirmation of a notice' },
  legalBasis: '§ 15 Abs. 1 GewO',
  glossary: gewerbeGlossary,
  answers: ['0001', '0002', '0003'],
  attributes: headAttributes(gewerbe),
  children: [
    within('head', headElements(messageTypes, '0004')),
    within('data', [
      data.group('empfangsbescheinigung', [
        data.text('bezugNachrichtenUUID', 'messageUuid', uuid),
        data.text('gemeindeMeldungNr', 'noticeNumber', shortText),
        data.text('datumMeldung', 'receivedOn', day),
        data.text('ausgestelltAm', 'issuedOn', day),
        data.text('gewerbebetriebID', 'businessId', uuid, optional),
        data.inside(
          'schwerpunkt',
          'mainActivity',
          [activity.text('taetigkeitSchluessel', 'key', activityKey), activity.text('stichwort', 'keyword', text)],
          optional,
        ),
        data.inside('bescheinigung', 'certificate', [
          file.text('dateiname', 'fileName', fileName),
          file.text('mimeType', 'mediaType', patterned('MIME', /^application\/pdf$/, 'application/pdf')),
          file.text('sha512', 'sha512', sha512),
          file.text('inhalt', 'content', base64),
        ]),
      ]),
    ]),
  ],
});
