import type { Context } from 'hono';
import { isObject } from '../base64url.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal 413 */
export async function readText(c: Context, limit: number): Promise<string> {
  const tooLarge = () => new Refusal(413, `The body may have ${limit} bytes.`);
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of c.req.raw.body ?? []) {
    size += piece.length;
    if (size > limit) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** @throws Refusal 400, 413 */
export async function readJsonBody(c: Context, limit: number): Promise<Record<string, unknown>> {
  const text = await readText(c, limit);
  const value = parse(text);
  if (!isObject(value)) throw new Refusal(400, 'The body has to be a JSON object.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws Refusal with the status that the API has for another type of content. */
export function demandType(c: Context, type: 'application/json' | 'application/jose', status: 400 | 415): void {
  const given = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (given !== type) throw new Refusal(status, `Content-Type has to be ${type}.`);
}
