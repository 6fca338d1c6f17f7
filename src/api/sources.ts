import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { countInbound, type Inbound, listWorrying } from '../store/inbound.ts';
import { countQuarantined } from '../store/quarantine.ts';
import { listPolled } from '../store/source-leases.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import type { ApiParts } from './parts.ts';
import { problemSchema } from './problems.ts';

const inboundSchema = z
  .object({
    submissionId: z.string().meta({ description: 'Of FIT-Connect' }),
    caseId: z.string().meta({ description: 'Of FIT-Connect' }),
    submission: z.string().nullable().meta({ description: 'Id here, once it was taken' }),
    state: z.enum(['seen', 'fetched', 'taken', 'answered']),
    answer: z
      .enum(['accept', 'reject', 'elsewhere'])
      .nullable()
      .meta({ description: 'Decided or given; `elsewhere`: by the service or another system' }),
    since: z.string(),
    day: z.number().meta({ description: 'The latest of the days 3, 10 and 12 that was reached; 0: none' }),
    trouble: z.string().nullable().meta({ description: 'Code of what keeps it' }),
    problems: z.array(z.unknown()).nullable().meta({ description: 'Why it was rejected; never content' }),
  })
  .meta({ id: 'Inbound' });

/** What is polled besides FIT-Connect. */
const polledSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['form-solutions', 'xta', 'drop-folder']),
    authority: z.string(),
    polledAt: z.string().nullable().meta({ description: 'The last look that came through' }),
    trouble: z.string().nullable().meta({ description: 'Code of what stopped the last look' }),
    quarantined: z.number().meta({ description: 'What cannot be taken and lies in quarantine' }),
  })
  .meta({ id: 'PolledSource' });

const nameOfKind = { formSolutions: 'form-solutions', xtaMailboxes: 'xta', dropFolders: 'drop-folder' } as const;

const sourceSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    authority: z.string(),
    destinationId: z.string(),
    accept: z.enum(['on-receipt', 'at-intake']),
    polledAt: z.string().nullable().meta({ description: 'The last look that came through' }),
    trouble: z.string().nullable().meta({ description: 'Code of what stopped the last look' }),
    counts: z.object({
      seen: z.number(),
      fetched: z.number(),
      taken: z.number(),
      accepted: z.number(),
      rejected: z.number(),
      elsewhere: z.number(),
    }),
    attention: z.array(inboundSchema).meta({ description: 'What a person should look at, the newest 100' }),
  })
  .meta({ id: 'Source' });

/** What operators see of the ways in besides push. */
export function mountSources(
  app: OpenAPIHono<ApiEnvironment>,
  { sources, polledSources, plan, database }: ApiParts,
): void {
  const { kysely } = database;
  const showPolled = async (): Promise<z.output<typeof polledSchema>[]> => {
    const network = plan.config.network.id;
    const [looks, quarantined] = await Promise.all([listPolled(kysely, network), countQuarantined(kysely, network)]);
    return polledSources.map(({ kind, config: { id, authority } }) => {
      const look = looks.find((each) => each.id === id);
      return {
        id,
        kind: nameOfKind[kind],
        authority,
        polledAt: look?.polled_at?.toISOString() ?? null,
        trouble: look?.trouble ?? null,
        quarantined: quarantined.get(id) ?? 0,
      };
    });
  };
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/sources',
      summary: 'See what is picked up, and what waits for an answer',
      tags: ['Sources'],
      security: [{ key: [] }],
      responses: {
        200: {
          description: 'All sources',
          content: {
            'application/json': { schema: z.object({ sources: z.array(z.union([sourceSchema, polledSchema])) }) },
          },
        },
        403: { description: 'Operators only', content: { 'application/problem+json': { schema: problemSchema } } },
      },
    }),
  );
  app.get('/v1/sources', allow('operator'), async (c) => {
    const shown = sources.map(async ({ id, config: { kind, authority, destinationId, accept } }) => {
      const row = await kysely.selectFrom('source').selectAll().where('id', '=', id).executeTakeFirst();
      return {
        id,
        kind,
        authority,
        destinationId,
        accept,
        polledAt: row?.polled_at?.toISOString() ?? null,
        trouble: row?.trouble ?? null,
        counts: await countInbound(kysely, id),
        attention: (await listWorrying(kysely, id, 100)).map(show),
      };
    });
    return c.json({ sources: [...(await Promise.all(shown)), ...(await showPolled())] });
  });
}

function show(row: Inbound): z.output<typeof inboundSchema> {
  return {
    submissionId: row.remote_id,
    caseId: row.case_id,
    submission: row.submission_id,
    state: row.state,
    answer: row.answer,
    since: (row.submitted_at ?? row.seen_at).toISOString(),
    day: row.told_day,
    trouble: row.trouble,
    problems: row.problems,
  };
}
