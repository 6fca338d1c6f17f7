import { scope, within } from '../../messages/definition.ts';
import { headAttributes, headElements, type Message } from '../../messages/head-g2g.ts';
import { defineMessage } from '../../messages/message.ts';
import { day } from '../../messages/text-types.ts';
import { type BuildableMessage, municipalityKeys } from '../service.ts';
import { messageTypes, registrationReasons } from './code-lists.ts';
import {
  activityElements,
  attachmentElements,
  businessElements,
  gewerbe,
  personsElement,
  publicShareElement,
} from './gewerbe.ts';
import type { Gewerbeanmeldung } from './gewerbeanmeldung-data.ts';

const data = scope<Gewerbeanmeldung>();

/**
 * `portal2gewerbeamt.anmeldung.0001`: a business registers with the trade office (modelled, see `gewerbe.ts`).
 * To add a field: its line in `gewerbe.ts`, its member in `gewerbeanmeldung-data.ts`, its element in
 * `schemas/zustellwerk-gewerbe/1`.
 */
const definition = defineMessage<Message<Gewerbeanmeldung>>({
  standard: gewerbe,
  type: '0001',
  rootName: 'portal2gewerbeamt.anmeldung.0001',
  title: { de: 'Gewerbeanmeldung', en: 'Registration of a business' },
  legalBasis: '§ 14 GewO; GewAnzV, Anlage 1 (GewA 1)',
  attributes: headAttributes(gewerbe),
  children: [
    within('head', headElements(messageTypes, '0001')),
    within('data', [
      data.group('anmeldung', [
        data.code('gemeindeSchluessel', 'municipalityKey', municipalityKeys),
        data.group('gewerbe', [
          data.within('business', businessElements),
          personsElement,
          data.within('business', [publicShareElement]),
        ]),
        data.text('gueltigAb', 'validFrom', day),
        data.inside('taetigkeitenGesamt', 'activity', activityElements),
        data.code('grundAnmeldungSchluessel', 'reason', registrationReasons),
        data.each('anlage', 'attachments', attachmentElements, { optional: true }),
      ]),
    ]),
  ],
});

export const gewerbeanmeldung0001: BuildableMessage = {
  definition: definition as BuildableMessage['definition'],
  // DVDV prefix of trade offices, with the AGS as id.
  readerKennung: (ags) => `MELDID:${ags}`,
  embedsAttachments: true,
  complete: (given, { ags, attachments }) => ({
    municipalityKey: ags,
    ...(given as Gewerbeanmeldung),
    ...(attachments.length > 0 ? { attachments } : {}),
  }),
};
