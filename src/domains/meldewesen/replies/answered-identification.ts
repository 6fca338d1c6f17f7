import { bare, type Node, scope } from '../../../messages/definition.ts';
import { din } from '../../../messages/text-types.ts';
import { municipalityKeys } from '../../service.ts';
import { addressTexts } from '../parts/addresses.ts';
import { nameElement } from '../parts/names.ts';
import { birthElement } from '../parts/partial-dates.ts';

/**
 * `identifikation` as an authority may write it: all that the schema admits, where a portal writes only the part of
 * `../identification.ts`.
 */
export interface AnsweredIdentification {
  readonly person: {
    /** `false`: the person has no such name. */
    readonly familyName: string | false;
    readonly givenNames: string | false;
    /** `1986-02-28`, `1986-02`, `1986` or `unknown`. */
    readonly birthDate: string;
  };
  readonly address: {
    readonly municipalityKey: string;
    readonly postalCode: string;
    /** Street and house number in one text; else they stand apart. */
    readonly streetAndNumber?: string;
    readonly apart?: StreetAndNumber;
  };
}

interface StreetAndNumber {
  readonly street: string;
  readonly houseNumber?: string;
  readonly houseNumberSuffix?: string;
  readonly houseNumberPart?: string;
}

type Person = AnsweredIdentification['person'];

const data = scope<AnsweredIdentification>();
const address = scope<AnsweredIdentification['address']>();
const street = scope<StreetAndNumber>();
const optional = { optional: true } as const;

export const answeredIdentification: Node<AnsweredIdentification> = data.group('identifikation', [
  data.within('person', [
    nameElement<Person>('familienname.unstrukturiert', 'familyName'),
    nameElement<Person>('vornamen', 'givenNames'),
    birthElement<Person>('birthDate'),
  ]),
  data.inside('anschrift', 'address', [
    address.code('gemeindeschluessel', 'municipalityKey', municipalityKeys),
    address.text('postleitzahl', 'postalCode', addressTexts.postalCode),
    address.group('strasseUndHausnummer', [
      address.choice([
        address.text('konkateniert', 'streetAndNumber', din('C')),
        address.inside('strukturiert', 'apart', [
          bare(street.text('hausnummer', 'houseNumber', addressTexts.houseNumber, optional)),
          bare(
            street.text(
              'hausnummerBuchstabeZusatzziffer',
              'houseNumberSuffix',
              addressTexts.houseNumberSuffix,
              optional,
            ),
          ),
          bare(street.text('strasse', 'street', addressTexts.street)),
          bare(street.text('teilnummerDerHausnummer', 'houseNumberPart', din('C'), optional)),
        ]),
      ]),
    ]),
  ]),
]);
