import { fixedAttribute, scope } from '../../messages/definition.ts';
import { defineMessage, type Standard } from '../../messages/message.ts';
import type { TextType } from '../../messages/text-type.ts';
import { dateTime, din, patterned, uuid } from '../../messages/text-types.ts';

/** A procedure's receipt for one message. Ours, since no public standard has one for these messages. */
export interface Receipt {
  /** UUID of the message that is acknowledged. */
  readonly messageUuid: string;
  readonly receivedAt: string;
  readonly accepted?: true;
  readonly refused?: true;
  /** File number that the procedure gave. */
  readonly fileNumber?: string;
  readonly findings?: readonly ReceiptFinding[];
  readonly product: { readonly name: string; readonly manufacturer: string };
}

export interface ReceiptFinding {
  /** The procedure's stable id of the fault. */
  readonly id: string;
  readonly text: string;
  readonly xpath?: string;
}

const standard: Standard = {
  id: 'zustellwerk-quittung',
  name: 'Zustellwerk-Quittung',
  version: '1',
  namespace: 'urn:zustellwerk:quittung:1',
  prefix: 'q',
  provenance: { de: 'modelliert, keinem Standard entnommen', en: 'modelled, not taken from a standard' },
};

/** An empty element whose presence is the whole information. */
const presence: TextType = {
  name: 'empty',
  expected: 'true',
  check: (value) => (value === true ? undefined : { rule: 'type', params: { expected: 'true' } }),
  write: () => '',
  read: () => true,
};

const receipt = scope<Receipt>();
const finding = scope<ReceiptFinding>();
const harmless = { harmless: true } as const;

/** `quittung`: accepted, or refused with at least one finding. */
export const quittung = defineMessage<Receipt>({
  standard,
  type: 'quittung',
  rootName: 'quittung',
  title: { de: 'Quittung des Fachverfahrens', en: 'Receipt of the procedure' },
  legalBasis: 'none; agreed between the authority and the vendor',
  attributes: [
    receipt.attribute('produkt', 'product.name', din('C'), harmless),
    receipt.attribute('produkthersteller', 'product.manufacturer', din('C'), harmless),
    fixedAttribute('standard', standard.name, din('C')),
    fixedAttribute('version', standard.version, din('C')),
  ],
  children: [
    receipt.text('nachrichtenUUID', 'messageUuid', uuid, harmless),
    receipt.text('eingegangenAm', 'receivedAt', dateTime, harmless),
    receipt.group('ergebnis', [
      receipt.choice([
        receipt.text('angenommen', 'accepted', presence, harmless),
        receipt.text('abgelehnt', 'refused', presence, harmless),
      ]),
      receipt.text('aktenzeichen', 'fileNumber', din('C', { max: 200 }), { optional: true }),
      receipt.each(
        'befund',
        'findings',
        [
          finding.text(
            'kennung',
            'id',
            patterned('token', /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/, 'id of the fault'),
            harmless,
          ),
          finding.text('text', 'text', din('C', { max: 4000 })),
          finding.text('xpath', 'xpath', din('E', { max: 2000 }), { optional: true }),
        ],
        { optional: true },
      ),
    ]),
  ],
});
