import { bare, scope } from '../../messages/definition.ts';
import { day, din, mark, year, yearMonth } from '../../messages/text-types.ts';
import { municipalityKeys } from '../service.ts';
import { certificateElements, deliveryVariants } from './code-lists.ts';
import type { Meldebescheinigung } from './meldebescheinigung-data.ts';
import { readerMunicipalityRule } from './parts/identification.ts';
import { xmeldMessage } from './xmeld.ts';

const data = scope<Meldebescheinigung>();
const person = scope<Meldebescheinigung['person']>();
const address = scope<Meldebescheinigung['address']>();
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
  complete: (given, { ags }) => {
    const { address: givenAddress, ...rest } = given as Meldebescheinigung;
    return { ...rest, address: { municipalityKey: ags, ...givenAddress } };
  },
  rules: [readerMunicipalityRule('1700')],
  content: [
    data.group('identifikation', [
      data.inside('familienname.unstrukturiert', 'person', [bare(person.text('name', 'familyName', din('C')))]),
      data.inside('vornamen', 'person', [
        person.choice([
          bare(person.text('name', 'givenNames', din('C'))),
          bare(person.text('nichtVorhanden', 'withoutGivenNames', mark(), { doc: 'person without Vornamen' })),
        ]),
      ]),
      data.group('geburt', [
        data.inside('geburtsdatum', 'person', [
          person.choice([
            bare(
              person.group('teilbekanntesDatum', [
                person.choice([
                  bare(person.text('jahrMonatTag', 'birthDate', day)),
                  bare(person.text('jahrMonat', 'birthDate', yearMonth)),
                  bare(person.text('jahr', 'birthDate', year)),
                ]),
              ]),
            ),
            bare(person.text('unbekannt', 'birthDate', mark('unknown'), { doc: 'nothing known of the date' })),
          ]),
        ]),
      ]),
      data.inside('anschrift', 'address', [
        address.code('gemeindeschluessel', 'municipalityKey', municipalityKeys, {
          doc: 'AGS of the current main or sole residence; equals the AGS in the kennung of the leser',
        }),
        address.text('postleitzahl', 'postalCode', din('C', { max: 5 })),
        address.group('strasseUndHausnummer', [
          address.group('strukturiert', [
            bare(
              address.text(
                'hausnummer',
                'houseNumber',
                din('C', {
                  max: 4,
                  pattern: /^[0-9 ]*$/,
                  rule: 'house-number',
                  expected: { de: 'höchstens vier Ziffern', en: 'at most four digits' },
                }),
                {
                  optional: true,
                },
              ),
            ),
            bare(
              address.text(
                'hausnummerBuchstabeZusatzziffer',
                'houseNumberSuffix',
                din('C', {
                  max: 4,
                  pattern: /^[\p{L}0-9./ ]*$/u,
                  expected: { de: 'Buchstaben, Ziffern, . / und Leerzeichen', en: 'letters, digits, . / and blank' },
                }),
                { optional: true },
              ),
            ),
            bare(address.text('strasse', 'street', din('C', { max: 55 }))),
          ]),
        ]),
      ]),
    ]),
    data.inside('steuerungsinformationen', 'certificate', [
      certificate.group('datenumfang', [
        certificate.choice([
          certificate.code('meldebescheinigungErweitert', 'extraElements', certificateElements, {
            many: true,
            doc: 'in addition to the minimum',
          }),
          certificate.constant('meldebescheinigungMindestumfang', 'true', mark()),
        ]),
      ]),
      certificate.code('zustellvariante', 'delivery', deliveryVariants),
    ]),
  ],
});
