import { bare, type Node, scope } from '../../messages/definition.ts';
import { din, mark } from '../../messages/text-types.ts';
import { municipalityKeys, type Surroundings } from '../service.ts';
import type { Identification } from './identification-data.ts';
import { addressTexts } from './parts/addresses.ts';
import { birthElement } from './parts/partial-dates.ts';

const data = scope<Identification>();
const person = scope<Identification['person']>();
const address = scope<Identification['address']>();
const optional = { optional: true } as const;

/** `identifikation` as a portal writes it: the block that the requests have in common. */
export const identification: Node<Identification> = data.group('identifikation', [
  data.inside('familienname.unstrukturiert', 'person', [bare(person.text('name', 'familyName', din('C')))]),
  data.inside('vornamen', 'person', [
    person.choice([
      bare(person.text('name', 'givenNames', din('C'))),
      bare(
        person.text('nichtVorhanden', 'withoutGivenNames', mark(), {
          doc: { de: 'Person ohne Vornamen', en: 'person without Vornamen' },
        }),
      ),
    ]),
  ]),
  data.within('person', [birthElement<Identification['person']>('birthDate')]),
  data.inside('anschrift', 'address', [
    address.code('gemeindeschluessel', 'municipalityKey', municipalityKeys, {
      doc: {
        de: 'AGS der Haupt- oder alleinigen Wohnung; der AGS in der Kennung des Lesers',
        en: 'AGS of the current main or sole residence; equals the AGS in the kennung of the leser',
      },
    }),
    address.text('postleitzahl', 'postalCode', addressTexts.postalCode),
    address.group('strasseUndHausnummer', [
      address.group('strukturiert', [
        bare(address.text('hausnummer', 'houseNumber', addressTexts.houseNumber, optional)),
        bare(
          address.text(
            'hausnummerBuchstabeZusatzziffer',
            'houseNumberSuffix',
            addressTexts.houseNumberSuffix,
            optional,
          ),
        ),
        bare(address.text('strasse', 'street', addressTexts.street)),
      ]),
    ]),
  ]),
]);

/** The municipality of the region, where the portal names none. */
export function addMunicipality(given: unknown, { ags }: Surroundings): unknown {
  const { address: givenAddress, ...rest } = given as Identification;
  return { ...rest, address: { municipalityKey: ags, ...givenAddress } };
}
