import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { explain } from '../findings-text.ts';
import { explainWay } from '../intake/explain-way.ts';
import { findRegion } from '../intake/find-destination.ts';
import { findService } from '../intake/resolve.ts';
import { berlinDay } from '../messages/dates.ts';
import { type ApiEnvironment, allow } from './auth.ts';
import { problemContent } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, linkSchema, problem } from './problems.ts';

const officeSchema = z
  .object({
    destination: z.string(),
    name: z.string(),
    authority: z.string(),
    network: z.string(),
    phase: z.enum(['installed', 'configured', 'test', 'live']),
  })
  .meta({ id: 'Office' });

const explainedSchema = z
  .object({
    service: z.string(),
    act: z.string(),
    region: z.string(),
    day: z.string(),
    way: z.enum(['deliver', 'link-out', 'efa', 'information', 'none']),
    why: z.string(),
    office: officeSchema.optional(),
    link: linkSchema.optional(),
    places: z
      .array(
        z.object({
          region: z.string(),
          name: z.string(),
          routes: z.array(
            z.object({
              verdict: z
                .enum(['chosen', 'replaced', 'farther', 'other-act', 'other-day', 'other-portals', 'not-delivered'])
                .meta({
                  description:
                    'chosen; replaced by one of the same place; farther than the chosen one; for another act or day; federal law forbids delivery',
                }),
              act: z.string().optional().meta({ description: 'Absent: every act' }),
              from: z.string().optional(),
              until: z.string().optional(),
              office: officeSchema.optional(),
              link: linkSchema.optional(),
            }),
          ),
        }),
      )
      .meta({ description: 'Where was looked, nearest first: the region, its Samtgemeinde, its county, its Land' }),
  })
  .meta({ id: 'ExplainedRoute' });

const querySchema = z.object({
  service: z.string().meta({ description: 'Id or LeiKa key' }),
  region: z.string().meta({ description: 'ARS or AGS of a municipality' }),
  act: z.string().default('apply'),
  day: z.iso.date().optional().meta({ description: 'Absent: today' }),
});

/** Where a submission goes, and why. */
export function mountRoutes(app: OpenAPIHono<ApiEnvironment>, { plan, now }: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/routes',
      summary: 'Where a service goes in a region, and why',
      description: 'Portals are told of the routes that they may use, operators of all.',
      tags: ['Catalogue'],
      security: [{ key: [] }],
      request: { query: querySchema },
      responses: {
        200: { description: 'The way', content: { 'application/json': { schema: explainedSchema } } },
        400: { description: 'No such service or municipality', content: problemContent },
      },
    }),
  );
  app.get('/v1/routes', allow('portal', 'operator'), (c) => {
    const query = querySchema.safeParse(c.req.query());
    if (!query.success) {
      return problem(c, 'malformed-request', {
        detail: query.error.issues.map(({ path }) => path.join('.')).join(', '),
      });
    }
    const service = findService({ serviceId: query.data.service }, plan);
    const region = findRegion(query.data.region, plan);
    if ('finding' in service || 'finding' in region) {
      const findings = [service, region].flatMap((part) => ('finding' in part ? [part.finding] : []));
      const detail = findings.map((each) => `${each.path.join('.')}: ${explain(each, languageOf(c))}`).join(' ');
      return problem(c, 'malformed-request', { detail });
    }
    const { role, subject } = c.get('caller');
    const portal = role === 'portal' ? subject : undefined;
    const { act, day = berlinDay(now()) } = query.data;
    const explained = explainWay({ service: service.value, region: region.value, act, portal, day }, plan);
    return c.json({ service: service.value.id, act, region: region.value.ars, day, ...explained });
  });
}
