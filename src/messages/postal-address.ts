import { type Node, scope } from './definition.ts';
import { din } from './text-types.ts';

/** XInneres `PostalischeInlandsanschrift`: a building or a post box. */
export interface PostalAddress {
  readonly address?: HeadAddress;
  readonly postBox?: PostBox;
}

/** `gebaeude`. */
export interface HeadAddress extends HouseNumber {
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly apartment?: string;
  readonly formerMunicipality?: string;
  readonly occupant?: string;
  readonly details?: string;
  /** End of a range of house numbers. */
  readonly houseNumberTo?: HouseNumber;
}

interface HouseNumber {
  /** Digits only. */
  readonly houseNumber?: string;
  /** What follows the digits. */
  readonly houseNumberSuffix?: string;
  /** `teilnummerDerHausnummer`. */
  readonly houseNumberPart?: string;
}

/** `postfach`. */
interface PostBox {
  readonly number?: string;
  readonly city: string;
  readonly postalCode: string;
}

const optional = { optional: true } as const;
const digits = din('C', { max: 4, pattern: /^[0-9 ]*$/, rule: 'house-number' });
const suffix = din('C', { max: 4 });
const postalCode = din('C', { max: 5, pattern: /^[0-9 ]*$/ });

const place = scope<PostalAddress>();
const building = scope<HeadAddress>();
const range = scope<HouseNumber>();
const box = scope<PostBox>();

const buildingElements: Node<HeadAddress>[] = [
  building.text('hausnummer', 'houseNumber', digits, optional),
  building.text('hausnummerBuchstabeZusatzziffer', 'houseNumberSuffix', suffix, optional),
  building.text('postleitzahl', 'postalCode', postalCode),
  building.text('stockwerkswohnungsnummer', 'apartment', din('C', { max: 4 }), optional),
  building.text('strasse', 'street', din('C')),
  building.text('teilnummerDerHausnummer', 'houseNumberPart', din('C'), optional),
  building.text('wohnort', 'city', din('C')),
  building.text('wohnortFruehererGemeindename', 'formerMunicipality', din('C'), optional),
  building.text('wohnungsinhaber', 'occupant', din('C'), optional),
  building.text('zusatzangaben', 'details', din('C'), optional),
  building.inside(
    'hausnummern.bis',
    'houseNumberTo',
    [
      range.text('hausnummer.bis', 'houseNumber', digits, optional),
      range.text('hausnummerbuchstabezusatzziffer.bis', 'houseNumberSuffix', suffix, optional),
      range.text('teilnummerderhausnummer.bis', 'houseNumberPart', din('C'), optional),
    ],
    optional,
  ),
];

/** What stands in an element of that type. */
export const postalAddress: Node<PostalAddress> = place.choice([
  place.inside('gebaeude', 'address', buildingElements),
  place.inside('postfach', 'postBox', [
    box.text('postfach', 'number', din('C'), optional),
    box.text('wohnort', 'city', din('C')),
    box.text('postleitzahl', 'postalCode', postalCode),
  ]),
]);
