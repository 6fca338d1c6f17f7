import type { Context } from 'hono';
import { type ParseError, parse } from 'jsonc-parser';
import { problem } from './problems.ts';

/** The largest JSON body, in bytes, and how deep it may be nested. */
const jsonLimits = { size: 2 * 1024 * 1024, depth: 64 };

export interface JsonBody {
  readonly raw: Uint8Array;
  readonly value: unknown;
}

/**
 * Reads a JSON body as bytes and as value; or the problem to answer with. Says where malformed JSON is wrong, and never
 * repeats any of it.
 */
export async function readJson(c: Context): Promise<JsonBody | Response> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(type)) {
    return problem(c, 'unsupported-media-type');
  }
  const raw = await readLimited(c, jsonLimits.size);
  if (!raw) return problem(c, 'too-large');
  const text = decode(raw);
  if (text === undefined) return problem(c, 'malformed-json', { detail: 'UTF-8', line: 1, column: 1 });
  try {
    const value: unknown = JSON.parse(text);
    if (isDeeper(value, jsonLimits.depth)) return problem(c, 'too-large', { detail: `depth > ${jsonLimits.depth}` });
    return { raw, value };
  } catch {
    return problem(c, 'malformed-json', locateFault(text));
  }
}

/** The body, unless it is larger than `limit` bytes. */
export async function readLimited(c: Context, limit: number): Promise<Uint8Array | undefined> {
  if (Number(c.req.header('content-length') ?? 0) > limit) return undefined;
  // With a length, the server reads no further; and a body in one piece needs no stream of its own.
  if (c.req.header('content-length') !== undefined) return new Uint8Array(await c.req.arrayBuffer());
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of c.req.raw.body ?? []) {
    size += part.length;
    if (size > limit) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Line and column of the first fault, from 1. */
function locateFault(text: string): { line: number; column: number } {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const before = text.slice(0, errors[0]?.offset ?? 0).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Whether lists and objects are nested deeper than `depth`. */
function isDeeper(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return depth === 0 || Object.values(value).some((member) => isDeeper(member, depth - 1));
}
