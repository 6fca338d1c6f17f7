import { scope } from '../../../messages/definition.ts';
import { base64 } from '../../../messages/text-types.ts';
import { type Identification, identificationElements } from '../parts/identification.ts';
import { defineReply } from './define-reply.ts';
import { originalMessage, type Reply } from './original-message.ts';
import { type OwnPerson, ownPersonElements } from './own-person.ts';
import { type OwnRelatives, ownRelativeElements } from './relatives.ts';

/** All that the register holds of the person who asked. */
export interface SelfDisclosure extends Identification, Reply {
  readonly disclosure: {
    readonly data: OwnData;
    /** The same as PDF in base64. */
    readonly document?: string;
  };
}

interface OwnData extends OwnRelatives {
  readonly person: OwnPerson;
}

const data = scope<SelfDisclosure>();
const disclosure = scope<SelfDisclosure['disclosure']>();
const own = scope<OwnData>();

/** `onlinedienste.selbstauskunftMelderegister.1710`: the data that 1708 asked for. */
export const selbstauskunft1710 = defineReply<SelfDisclosure>({
  type: '1710',
  rootName: 'onlinedienste.selbstauskunftMelderegister.1710',
  title: { de: 'Selbstauskunft aus dem Melderegister', en: 'One’s own data in the register' },
  legalBasis: '§ 10 BMG',
  answers: ['1708'],
  content: [
    data.group('identifikation', identificationElements),
    data.inside('selbstauskunft', 'disclosure', [
      disclosure.inside('meldedaten', 'data', [
        own.inside('personendaten', 'person', ownPersonElements),
        ...ownRelativeElements,
      ]),
      disclosure.text('pdfDokument', 'document', base64, { optional: true }),
    ]),
    originalMessage,
  ],
});
