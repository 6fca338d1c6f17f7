import { buildReceipt, type Outcome, type ReceiptFinding } from '../../../src/sdk.ts';

/**
 * What lines `name=value` come to; undefined when they are no receipt. `befund` may be there several times, each with id and
 * text separated by a semicolon.
 */
export function outcomeOfText(bytes: Uint8Array, messageUuid: string, answer: string): Outcome | undefined {
  const lines = readLines(bytes);
  const first = (name: string) => lines.find(([key]) => key === name)?.[1];
  const verdict = first('ergebnis');
  const uuid = first('nachrichtenUUID') ?? '';
  if (verdict !== 'angenommen' && verdict !== 'abgelehnt') return undefined;
  if (uuid.toLowerCase() !== messageUuid.toLowerCase())
    return { kind: 'unknown', answer: `${answer} for another message` };
  const findings = lines.flatMap(([key, value]) => (key === 'befund' ? [toFinding(value)] : []));
  const fileNumber = first('aktenzeichen');
  const receipt = buildReceipt({
    messageUuid: uuid,
    receivedAt: first('eingegangenAm') ?? '',
    ...(verdict === 'angenommen' ? { accepted: true } : { refused: true }),
    ...(fileNumber !== undefined && { fileNumber }),
    ...(findings.length > 0 && { findings }),
    product: { name: first('produkt') ?? '', manufacturer: first('hersteller') ?? '' },
  });
  if (!receipt) return undefined;
  if (verdict === 'abgelehnt') return { kind: 'rejected', findings, receipt, answer };
  return { kind: 'delivered', receipt, ...(fileNumber !== undefined && { fileNumber }), answer };
}

function readLines(bytes: Uint8Array): (readonly [name: string, value: string])[] {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  return lines.flatMap((line) => {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    return name !== undefined && value !== undefined ? [[name, value.trim()] as const] : [];
  });
}

function toFinding(value: string): ReceiptFinding {
  const [id = '', ...text] = value.split(';');
  return { id: id.trim(), text: text.join(';').trim() };
}
