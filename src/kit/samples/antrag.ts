import { antrag0001 } from '../../domains/antrag/antrag-0001.ts';
import type { Antrag } from '../../domains/antrag/antrag-data.ts';
import { buildMessage } from '../../messages/build.ts';
import { embedFiles } from './embed-files.ts';
import type { SampleKind } from './kind.ts';
import { headOf, someone, street } from './someone.ts';

/** The generic message of a form. */
export const antrag: SampleKind = {
  definition: antrag0001.id,
  takesFiles: true,
  write: (uuid, files) => {
    const data: Antrag = {
      service: { id: 'generischer-antrag', act: 'apply', name: 'Allgemeiner Antrag', leikaIds: [] },
      form: { title: 'Antrag', version: '1', schema: 'urn:zustellwerk:formular:generischer-antrag:1' },
      municipalityKey: '03457013',
      applicant: { person: someone, address: { street, houseNumber: '1', postalCode: '26789', city: 'Leer' } },
      fields: [{ id: 'subject', label: 'Betreff', text: 'Probe' }],
      ...embedFiles(files),
    };
    return buildMessage(antrag0001, { head: headOf(uuid), data });
  },
};
