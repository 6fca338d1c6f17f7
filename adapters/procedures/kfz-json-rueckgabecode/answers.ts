import { buildReceipt, type Outcome, z } from '../../../src/sdk.ts';

const coded = z.object({
  nachrichtenUUID: z.string(),
  code: z.int().min(0).max(9_999),
  zeit: z.string(),
  aktenzeichen: z.string().optional(),
  meldungen: z.array(z.object({ code: z.int().min(0), text: z.string() })).default([]),
  system: z.string(),
  hersteller: z.string(),
});

/**
 * What a return code comes to; undefined when there is none. 0: taken; 1: taken before, same answer; 1000 to 8999: refused for
 * good; 9000 to 9999: not now; all others say nothing.
 */
export function outcomeOfCode(bytes: Uint8Array, messageUuid: string, status: string): Outcome | undefined {
  const said = coded.safeParse(parse(bytes)).data;
  if (!said) return undefined;
  const { code, aktenzeichen } = said;
  const answer = `${status}, code ${code}`;
  if (said.nachrichtenUUID.toLowerCase() !== messageUuid.toLowerCase()) {
    return { kind: 'unknown', answer: `${answer} for another message` };
  }
  if (code >= 9_000) return { kind: 'later', answer };
  if (code > 1 && code < 1_000) return { kind: 'unknown', answer };
  const refused = code >= 1_000;
  const findings = refused ? findingsOf(said) : [];
  const receipt = buildReceipt({
    messageUuid: said.nachrichtenUUID,
    receivedAt: said.zeit,
    ...(refused ? { refused: true, findings } : { accepted: true }),
    ...(aktenzeichen !== undefined && { fileNumber: aktenzeichen }),
    product: { name: said.system, manufacturer: said.hersteller },
  });
  if (!receipt) return undefined;
  if (refused) return { kind: 'rejected', findings, receipt, answer };
  return { kind: 'delivered', receipt, ...(aktenzeichen !== undefined && { fileNumber: aktenzeichen }), answer };
}

/** A code without a word about it is a finding too. */
function findingsOf({ code, meldungen }: z.infer<typeof coded>) {
  const told = meldungen.length > 0 ? meldungen : [{ code, text: `Rückgabecode ${code}` }];
  return told.map((one) => ({ id: `code-${one.code}`, text: one.text }));
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
