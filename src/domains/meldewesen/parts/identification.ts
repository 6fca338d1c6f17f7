import { z } from 'zod';
import { bare, type Node, scope } from '../../../messages/definition.ts';
import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import { din } from '../../../messages/text-types.ts';
import { germanPostalCode, partialDate } from '../../common-data.ts';
import { municipalityKeys } from '../../service.ts';
import { addressTexts } from './addresses.ts';
import { nameElement, nameOrNone } from './names.ts';
import { birthElement } from './partial-dates.ts';

/** By what an authority finds a person in its register: name, date of birth, current main or only dwelling. */
export const identification = z.strictObject({
  person: z.strictObject({
    familyName: nameOrNone.describe('Familienname; a person with one name only has it here'),
    givenNames: nameOrNone.describe('All Vornamen as registered; false for a person who has none'),
    birthDate: partialDate,
  }),
  address: z
    .strictObject({
      street: z.string().optional().describe('Street without house number'),
      houseNumber: z.string().optional().describe('Digits only, at most four'),
      houseNumberSuffix: z.string().optional().describe('What follows the digits: "a", "1/2"'),
      houseNumberPart: z.string().optional().describe('Teilnummer der Hausnummer'),
      streetLine: z.string().optional().describe('Street and house number in one, instead of the members above'),
      postalCode: germanPostalCode,
      municipalityKey: z
        .string()
        .optional()
        .describe(
          'AGS of that dwelling; a request for a prefilled form may leave it out: the municipality of the region',
        ),
    })
    .describe('Current main or only dwelling'),
});

export type Identification = z.output<typeof identification>;

const who = scope<Identification>();
const address = scope<Identification['address']>();
const optional = { optional: true } as const;

/** The children of `identifikation`: `type.Onlinedienste.Identifikation`. */
export const identificationElements: Node<Identification>[] = [
  who.within('person', [
    nameElement('familienname.unstrukturiert', 'familyName'),
    nameElement('vornamen', 'givenNames'),
    birthElement('birthDate'),
  ]),
  who.inside('anschrift', 'address', [
    address.code('gemeindeschluessel', 'municipalityKey', municipalityKeys, {
      doc: { de: 'AGS der Haupt- oder alleinigen Wohnung', en: 'AGS of the current main or only dwelling' },
    }),
    address.text('postleitzahl', 'postalCode', addressTexts.postalCode),
    address.group('strasseUndHausnummer', [
      address.choice([
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
          bare(address.text('teilnummerDerHausnummer', 'houseNumberPart', din('C'), optional)),
        ]),
        address.text('konkateniert', 'streetLine', din('C')),
      ]),
    ]),
  ]),
];

/**
 * A person's main record is kept where the person lives: a difference is told, not refused, since a
 * request may also go to the authority of a secondary dwelling. Not for 1704 and 1706, which the new municipality reads.
 */
export function readerMunicipalityRule(type: string): MessageRule<Message<Pick<Identification, 'address'>>> {
  return {
    id: `xmeld-${type}-leser-ags`,
    severity: 'warning',
    text: {
      de: 'Der Gemeindeschlüssel der Anschrift ist der AGS in der Kennung des Lesers, außer die Meldebehörde einer Nebenwohnung wird gefragt.',
      en: 'The municipality key of the address is the AGS in the kennung of the leser, unless the authority of a secondary residence is asked.',
    },
    source: { de: `XMeld 26.11, Text zur Nachricht ${type}`, en: `XMeld 26.11, text of message ${type}` },
    breaches: ({ head, data: { address: asked } }) =>
      head.reader.kennung === `ags:${asked.municipalityKey}` ? [] : [['data', 'address', 'municipalityKey']],
    fields: ['data.address.municipalityKey'],
  };
}
