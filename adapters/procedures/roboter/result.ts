import { berlinDateTime, buildReceipt, type Outcome, outcomeOfReceipt, z } from '../../../src/sdk.ts';

/** `ergebnis.json`, as the robot writes it. Members that are not known here are the robot's own. */
const result = z.object({
  result: z.enum(['accepted', 'refused']),
  fileNumber: z.string().optional(),
  findings: z.array(z.object({ id: z.string(), text: z.string(), xpath: z.string().optional() })).optional(),
});

interface ReadWith {
  readonly messageUuid: string;
  readonly robot: string;
  /** When the robot was done. */
  readonly doneAt: Date;
}

/**
 * What a result comes to, with the receipt that says the same in XML; undefined when it is no result, or says what a
 * receipt cannot say.
 */
export function outcomeOfResult(bytes: Uint8Array, { messageUuid, robot, doneAt }: ReadWith): Outcome | undefined {
  const parsed = result.safeParse(parseJson(bytes));
  if (!parsed.success) return undefined;
  const { result: verdict, fileNumber, findings } = parsed.data;
  const receipt = {
    messageUuid,
    receivedAt: berlinDateTime(doneAt),
    ...(verdict === 'accepted' ? { accepted: true as const } : { refused: true as const }),
    ...(fileNumber !== undefined && { fileNumber }),
    ...(findings && {
      findings: findings.map(({ id, text, xpath }) => ({ id, text, ...(xpath !== undefined && { xpath }) })),
    }),
    product: { name: robot, manufacturer: robot },
  };
  const xml = buildReceipt(receipt);
  return xml && outcomeOfReceipt(receipt, xml, messageUuid, 'result of the robot');
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch {
    return undefined;
  }
}
