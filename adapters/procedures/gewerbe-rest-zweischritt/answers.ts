import { buildReceipt, type Outcome, type Receipt, z } from '../../../src/sdk.ts';

const reservation = z.object({ vorgangsnummer: z.string().regex(/^[\w.-]{1,60}$/) });

const finding = z.object({ kennung: z.string(), text: z.string(), xpath: z.string().optional() });

const receipt = z.object({
  nachrichtenUUID: z.string(),
  eingegangenAm: z.string(),
  status: z.enum(['angenommen', 'abgelehnt']),
  aktenzeichen: z.string().optional(),
  befunde: z.array(finding).default([]),
  produkt: z.string(),
  hersteller: z.string(),
});

/** The case number, if the bytes have one that may stand in an address. */
export function readReservation(bytes: Uint8Array): string | undefined {
  return reservation.safeParse(parse(bytes)).data?.vorgangsnummer;
}

/** What the JSON receipt comes to; undefined when it is none. It is kept in the form of our own receipts. */
export function outcomeOfJson(bytes: Uint8Array, messageUuid: string, answer: string): Outcome | undefined {
  const said = receipt.safeParse(parse(bytes)).data;
  if (!said) return undefined;
  if (said.nachrichtenUUID.toLowerCase() !== messageUuid.toLowerCase()) {
    return { kind: 'unknown', answer: `${answer} for another message` };
  }
  const kept = buildReceipt(toReceipt(said));
  if (!kept) return undefined;
  if (said.status === 'abgelehnt') {
    return { kind: 'rejected', findings: said.befunde.map(toFinding), receipt: kept, answer };
  }
  const { aktenzeichen } = said;
  return { kind: 'delivered', receipt: kept, ...(aktenzeichen !== undefined && { fileNumber: aktenzeichen }), answer };
}

function toReceipt(said: z.infer<typeof receipt>): Receipt {
  const { nachrichtenUUID, eingegangenAm, status, aktenzeichen, befunde, produkt, hersteller } = said;
  return {
    messageUuid: nachrichtenUUID,
    receivedAt: eingegangenAm,
    ...(status === 'angenommen' ? { accepted: true } : { refused: true }),
    ...(aktenzeichen !== undefined && { fileNumber: aktenzeichen }),
    ...(befunde.length > 0 && { findings: befunde.map(toFinding) }),
    product: { name: produkt, manufacturer: hersteller },
  };
}

function toFinding({ kennung, text, xpath }: z.infer<typeof finding>) {
  return { id: kennung, text, ...(xpath !== undefined && { xpath }) };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
