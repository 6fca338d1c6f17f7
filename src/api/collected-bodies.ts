import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Statement } from '../delivery/collections/settle.ts';
import { type ReceiptReading, readReceipt } from '../domains/quittung/read-receipt.ts';
import type { Schemas } from '../messages/schemas.ts';
import { readJson, readLimited } from './json-body.ts';
import { problem } from './problems.ts';

const receiptLimit = 1024 * 1024;

export const fileNumberSchema = z
  .strictObject({
    fileNumber: z
      .string()
      .trim()
      .regex(/^[^\p{Cc}]{1,200}$/u)
      .optional()
      .meta({ description: 'What the office calls the case, 1–200 characters' }),
  })
  .meta({ id: 'FileNumber' });

export const findingsSchema = z
  .strictObject({
    findings: z
      .array(
        z.strictObject({
          id: z
            .string()
            .regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/)
            .meta({
              description: 'Stable id of the fault; stands in clear in the events',
              example: 'person-unbekannt',
            }),
          text: z.string().min(1).max(4000).optional().meta({ description: 'For the portal; sealed' }),
          xpath: z.string().min(1).max(2000).optional().meta({ description: 'Where in the message' }),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'Refusal' });

/** Which message a receipt must speak of, and by which schema it is judged. */
export interface Expected {
  readonly messageUuid: string;
  readonly schemas: Schemas;
}

/** What an office says when it has taken a message over: a receipt, a file number, or nothing but the call. */
export async function readAcknowledgement(c: Context, expected?: Expected): Promise<Statement | Response> {
  if (expected && isXml(c)) return readReceiptBody(c, expected, 'acknowledged');
  const body = await readOptionalJson(c);
  if (body instanceof Response) return body;
  const parsed = fileNumberSchema.safeParse(body);
  if (!parsed.success) return problem(c, 'malformed-request', { detail: 'fileNumber: 1–200 characters' });
  const { fileNumber } = parsed.data;
  return { event: 'acknowledged', state: 'delivered', ...(fileNumber !== undefined && { fileNumber }) };
}

/** Why an office does not take a message: findings, or a receipt that refuses. */
export async function readRefusal(c: Context, expected?: Expected): Promise<Statement | Response> {
  if (expected && isXml(c)) return readReceiptBody(c, expected, 'refused');
  const body = await readJson(c);
  if (body instanceof Response) return body;
  const parsed = findingsSchema.safeParse(body.value);
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path }) => path.join('.') || 'findings');
    return problem(c, 'malformed-request', { detail: [...new Set(places)].join(', ') });
  }
  const findings = parsed.data.findings.map(({ id, text, xpath }) => ({
    id,
    ...(text !== undefined && { text }),
    ...(xpath !== undefined && { xpath }),
  }));
  return { event: 'refused', state: 'rejected', findings };
}

/** The JSON of a call that may come without a body. */
async function readOptionalJson(c: Context): Promise<unknown> {
  if (c.req.raw.body === null || c.req.header('content-length') === '0') return {};
  const body = await readJson(c);
  return body instanceof Response ? body : body.value;
}

function isXml(c: Context): boolean {
  return /^(application|text)\/xml\s*(;|$)/i.test(c.req.header('content-type') ?? '');
}

async function readReceiptBody(
  c: Context,
  { messageUuid, schemas }: Expected,
  event: 'acknowledged' | 'refused',
): Promise<Statement | Response> {
  const bytes = await readLimited(c, receiptLimit);
  if (!bytes) return problem(c, 'too-large');
  const reading = await readReceipt(bytes, schemas);
  const fault = faultOf(reading, messageUuid, event);
  if (reading.kind !== 'receipt' || fault !== undefined) return problem(c, 'not-a-receipt', { detail: fault ?? '' });
  const { fileNumber, findings = [] } = reading.receipt;
  if (event === 'refused') return { event, state: 'rejected', findings, receipt: bytes };
  return { event, state: 'delivered', receipt: bytes, ...(fileNumber !== undefined && { fileNumber }) };
}

function faultOf(reading: ReceiptReading, uuid: string, event: 'acknowledged' | 'refused'): string | undefined {
  if (reading.kind === 'unreadable') return reading.reason;
  const { receipt } = reading;
  if (receipt.messageUuid.toLowerCase() !== uuid.toLowerCase()) return 'other-message';
  const refuses = receipt.refused === true;
  if (refuses !== (event === 'refused')) return refuses ? 'refuses' : 'accepts';
  return undefined;
}
