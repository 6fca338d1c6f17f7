import { z } from '@hono/zod-openapi';
import type { ApiContext } from './auth.ts';
import { readJson } from './json-body.ts';
import { problem, problemSchema } from './problems.ts';

export const problemContent = { 'application/problem+json': { schema: problemSchema } };

export const reasonSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .meta({ description: 'Why; is kept with what was done, so no personal data' });

/** What every operation of an operator says. */
export const orderSchema = z.strictObject({ reason: reasonSchema }).meta({ id: 'Order' });

/** Reads what an operator asks for; or the problem to answer with. */
export async function readOrder<Schema extends z.ZodType>(
  c: ApiContext,
  schema: Schema,
): Promise<{ readonly order: z.output<Schema> } | Response> {
  const body = await readJson(c);
  if (body instanceof Response) return body;
  const parsed = schema.safeParse(body.value);
  if (parsed.success) return { order: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  return problem(c, 'malformed-request', { detail: faults.join('; ') });
}
