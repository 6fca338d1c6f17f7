import { bare, type Node, scope } from '../../../messages/definition.ts';
import { din, wholeNumber } from '../../../messages/text-types.ts';
import { territories } from '../parts/state-code-lists.ts';

/** An address abroad as it is printed: `type.Auslandsanschrift.Druckbild`. */
export interface ForeignAddress {
  /** DESTATIS key of the state, three digits. */
  readonly country: string;
  /** Two to five lines. */
  readonly lines?: readonly AddressLine[];
}

interface AddressLine {
  readonly number: number;
  readonly text: string;
}

const address = scope<ForeignAddress>();
const line = scope<AddressLine>();

export const foreignAddressElements: readonly Node<ForeignAddress>[] = [
  address.code('staat', 'country', territories),
  address.group(
    'anschriftzone',
    [
      bare(
        address.each(
          'zeile.anschrift',
          'lines',
          [
            bare(line.text('zeilennummer', 'number', wholeNumber(1, 8))),
            bare(line.text('inhalt', 'text', din('C', { max: 35, pattern: /^[^\t\n\r]*$/ }))),
          ],
          { many: 5 },
        ),
      ),
    ],
    { optional: true },
  ),
];
