import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import {
  type CitizenReceipt,
  receiptNumber,
  receiptTime,
  receiptWords,
} from '../domains/citizen-receipt/citizen-receipt.ts';
import type { ContentLine } from '../domains/citizen-receipt/list-content.ts';
import { summariseMessage } from '../domains/citizen-receipt/summarise-message.ts';
import { requestDefinitions } from '../domains/definitions.ts';
import { homeOf } from '../intake/join-plans.ts';
import { findMessage, findSubmission } from '../store/read-submissions.ts';
import { type ApiContext, type ApiEnvironment, allow, scopeOf } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, problem, problemSchema } from './problems.ts';
import { isUuid } from './read-submissions.ts';

const problemContent = { 'application/problem+json': { schema: problemSchema } };

const receiptSchema = z
  .object({
    number: z.string().meta({ description: 'Short form of the id', example: '7Q4M-0K2D-9XTA' }),
    submission: z.string(),
    receivedAt: z.string(),
    receivedAtText: z.string().meta({ description: 'In Berlin, by Accept-Language' }),
    service: z.string(),
    authority: z.string(),
    region: z.string(),
    portal: z.string(),
    reference: z.string().nullable(),
    summary: z
      .array(
        z.object({
          groups: z.array(z.string()).meta({ description: 'What the field stands in, from the outside in' }),
          label: z.string(),
          value: z.string(),
        }),
      )
      .meta({ description: 'All that was submitted, as the message to the office says it' }),
    files: z.array(z.object({ name: z.string(), size: z.number(), sha512: z.string() })),
    note: z.string().meta({ description: 'What the receipt is, by law' }),
  })
  .meta({ id: 'CitizenReceipt' });

/** What the citizen gets to keep. Only for the portal that submitted: it is all that the citizen said. */
export function mountCitizenReceipt(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/submissions/{id}/receipt',
      summary: "The citizen's receipt, as JSON or PDF",
      description:
        'Number, time, authority and all that was submitted (§ 9a (4) OZG). PDF by `Accept: application/pdf` or `format=pdf`; German, or English by Accept-Language or `language=en`.',
      tags: ['Submissions'],
      security: [{ key: [] }],
      request: {
        params: z.object({ id: z.string().meta({ description: 'Id of the submission' }) }),
        query: z.object({ format: z.enum(['json', 'pdf']).optional(), language: z.enum(['de', 'en']).optional() }),
      },
      responses: {
        200: {
          description: 'The receipt',
          content: {
            'application/json': { schema: receiptSchema },
            'application/pdf': { schema: z.any().openapi({ type: 'string', format: 'binary' }) },
          },
        },
        400: { description: 'Another format or language', content: problemContent },
        403: { description: 'Portals only', content: problemContent },
        404: { description: 'Not there, or not yours', content: problemContent },
      },
    }),
  );
  app.get('/v1/submissions/:id/receipt', allow('portal'), async (c) => {
    const wish = z
      .object({ format: z.enum(['json', 'pdf']).optional(), language: z.enum(['de', 'en']).optional() })
      .safeParse(c.req.query());
    if (!wish.success) return problem(c, 'malformed-request', { detail: 'format: json | pdf; language: de | en' });
    const receipt = await findReceipt(c, parts);
    if (!receipt) return problem(c, 'not-found');
    const language = wish.data.language ?? languageOf(c);
    const headers = { 'cache-control': 'no-store', 'content-language': language, vary: 'Accept, Accept-Language' };
    if ((wish.data.format ?? preferred(c)) === 'pdf') {
      // The writer takes 30 MB, and many a gateway never needs it.
      const { writeReceiptPdf } = await import('../domains/citizen-receipt/write-pdf.ts');
      const pdf = await writeReceiptPdf(receipt, language);
      return c.body(new Uint8Array(pdf), 200, {
        ...headers,
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${receiptWords[language].title.replaceAll(/[^\w-]+/g, '-')}-${receipt.number}.pdf"`,
        'x-content-type-options': 'nosniff',
      });
    }
    const { note } = receiptWords[language];
    const receivedAt = receipt.receivedAt.toISOString();
    const receivedAtText = receiptTime(receipt.receivedAt, language);
    return c.json({ ...receipt, receivedAt, receivedAtText, note }, 200, headers);
  });
}

function preferred(c: ApiContext): string {
  const supports = ['application/json', 'application/pdf'];
  return accepts(c, { header: 'Accept', supports, default: 'application/json' }) === 'application/pdf' ? 'pdf' : 'json';
}

async function findReceipt(c: ApiContext, parts: ApiParts): Promise<CitizenReceipt | undefined> {
  const { plan, database, attachments } = parts;
  const { config, catalogue, regions } = plan;
  const scope = scopeOf(c.get('caller'), config.network.id);
  const id = c.req.param('id') ?? '';
  const row = isUuid(id) ? await findSubmission(database.kysely, scope, id) : undefined;
  if (!row) return undefined;
  const { authority_id: authority, portal_id: portal, service_id: service } = row;
  const files = await attachments.listSubmitted(row.id);
  return {
    number: receiptNumber(row.id),
    submission: row.id,
    receivedAt: row.received_at,
    service: catalogue.list().find((each) => each.id === service)?.nameDe ?? service,
    authority:
      homeOf(row.destination_id, plan).config.authorities.find((each) => each.id === authority)?.name ?? authority,
    region: regions.find(row.region)?.name ?? row.region,
    portal: config.portals.find((each) => each.id === portal)?.name ?? portal,
    reference: row.reference,
    summary: await summaryOf(row, c, parts),
    files: files.map(({ name, size, sha512 }) => ({ name, size, sha512 })),
  };
}

type Row = NonNullable<Awaited<ReturnType<typeof findSubmission>>>;

/** Read from the message as it was frozen: what was meant is what was sent. */
async function summaryOf(row: Row, c: ApiContext, { plan, database, seal }: ApiParts): Promise<ContentLine[]> {
  const definition = requestDefinitions(plan.acts).find(({ id }) => id === row.definition);
  const scope = scopeOf(c.get('caller'), plan.config.network.id);
  const message = await findMessage(database.kysely, scope, row.id, row.message_uuid);
  if (definition === undefined || message === undefined) return [];
  const dataKey = seal.openDataKey(row.seal_key_id, row.data_key, row.id);
  return summariseMessage(definition, dataKey.open(message.content, `message ${message.uuid}`));
}
