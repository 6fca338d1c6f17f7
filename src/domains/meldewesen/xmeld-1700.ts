import { scope } from '../../messages/definition.ts';
import { mark } from '../../messages/text-types.ts';
import { certificateElements, deliveryVariants } from './code-lists.ts';
import { addMunicipality, identification } from './identification.ts';
import type { Meldebescheinigung } from './meldebescheinigung-data.ts';
import { readerMunicipalityRule } from './parts/identification.ts';
import { xmeldMessage } from './xmeld.ts';

const data = scope<Meldebescheinigung>();
const certificate = scope<Meldebescheinigung['certificate']>();

/**
 * `onlinedienste.abrufanfrage.meldebescheinigung.1700`: a portal asks a Meldebehörde for a Meldebescheinigung.
 * To add a field: its line here, its member in `meldebescheinigung-data.ts`, its element in `schemas/xmeld/26.11`.
 */
export const meldebescheinigung1700 = xmeldMessage<Meldebescheinigung>({
  type: '1700',
  rootName: 'onlinedienste.abrufanfrage.meldebescheinigung.1700',
  title: { de: 'Abruf einer Meldebescheinigung', en: 'Request for a certificate of registration' },
  legalBasis: '§§ 18, 18a BMG; §§ 5, 6 BMeldDigiV',
  complete: addMunicipality,
  rules: [readerMunicipalityRule('1700')],
  content: [
    identification,
    data.inside('steuerungsinformationen', 'certificate', [
      certificate.group('datenumfang', [
        certificate.choice([
          certificate.code('meldebescheinigungErweitert', 'extraElements', certificateElements, {
            many: true,
            doc: { de: 'zusätzlich zum Mindestumfang', en: 'in addition to the minimum' },
          }),
          certificate.constant('meldebescheinigungMindestumfang', 'true', mark()),
        ]),
      ]),
      certificate.code('zustellvariante', 'delivery', deliveryVariants),
    ]),
  ],
});
