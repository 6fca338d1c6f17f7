import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Service } from '../catalogue/service.ts';
import { explain } from '../findings-text.ts';
import { findRegion, type Municipality } from '../intake/find-destination.ts';
import type { Plan } from '../intake/plan.ts';
import { fold } from '../nearest.ts';
import type { ApiEnvironment } from './auth.ts';
import { problemContent } from './operator-request.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, problem } from './problems.ts';
import { serviceSchema } from './service-schema.ts';
import { showService } from './show-service.ts';

const leika = /^(urn:de:fim:leika:leistung:)?(99\d{0,12})$/;

const region = z
  .string()
  .optional()
  .meta({ description: 'A municipality: ARS, AGS, or its name where only one has it' });

const querySchema = z.object({
  q: z.string().max(200).optional().meta({
    description: 'Words of people, like "Hund anmelden"; typos and ae for ä do not matter. The best first',
  }),
  leika: z.string().regex(leika).optional().meta({ description: 'LeiKa key, or how it begins; also as a URN' }),
  domain: z.string().optional().meta({ description: 'Domain, or one of the 14 fields of the OZG; a part will do' }),
  region,
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});

const security = [{ key: [] }];
const tags = ['Catalogue'];

/** What can be applied for, what a portal must send for it, and where it goes. */
export function mountServices(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/services',
      summary: 'Find services',
      description:
        'With `region` as they are offered there, with the way of each act: delivered here, or where people go instead.',
      tags,
      security,
      request: { query: querySchema },
      responses: {
        200: {
          description: 'Services',
          content: { 'application/json': { schema: z.object({ services: z.array(serviceSchema) }) } },
        },
        400: { description: 'Malformed, or no such municipality', content: problemContent },
      },
    }),
  );
  app.get('/v1/services', (c) => {
    const query = querySchema.safeParse(c.req.query());
    if (!query.success) {
      const detail = 'q: at most 200 characters; leika: 99 and up to 12 more digits; limit: 1–1000';
      return problem(c, 'malformed-request', { detail });
    }
    const { plan } = parts;
    const place = readRegion(c, plan);
    if (place instanceof Response) return place;
    const found = find(query.data, plan).slice(0, query.data.limit);
    return c.json({ services: found.map((service) => showService(service, { ...asking(c, parts), ...place }, plan)) });
  });

  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'get',
      path: '/v1/services/{id}',
      summary: 'A service, by its id or a LeiKa key that it has alone',
      tags,
      security,
      request: { params: z.object({ id: z.string() }), query: z.object({ region }) },
      responses: {
        200: { description: 'The service', content: { 'application/json': { schema: serviceSchema } } },
        400: { description: 'No such municipality', content: problemContent },
        404: { description: 'No such service', content: problemContent },
      },
    }),
  );
  app.get('/v1/services/:id', (c) => {
    const { plan } = parts;
    const resolution = plan.catalogue.resolve(c.req.param('id'));
    if (resolution.kind !== 'found') return problem(c, 'not-found');
    const place = readRegion(c, plan);
    if (place instanceof Response) return place;
    return c.json(showService(resolution.service, { ...asking(c, parts), ...place }, plan));
  });
}

function find({ q, leika: key, domain }: z.output<typeof querySchema>, { catalogue }: Plan): readonly Service[] {
  const services = q === undefined ? catalogue.list() : searchAll(q, catalogue);
  const digits = key && leika.exec(key)?.[2];
  const field = domain && fold(domain);
  return services.filter(
    (service) =>
      (!digits || service.leikaIds.some((id) => id.startsWith(digits))) &&
      (!field || [service.domain, service.themenfeld ?? ''].some((name) => fold(name).includes(field))),
  );
}

/** A LeiKa key in place of words is a key. */
function searchAll(words: string, { list, search }: Plan['catalogue']): readonly Service[] {
  const digits = leika.exec(words.trim())?.[2];
  return digits ? list().filter(({ leikaIds }) => leikaIds.some((id) => id.startsWith(digits))) : search(words);
}

function readRegion(c: Context<ApiEnvironment>, plan: Plan): { readonly region?: Municipality } | Response {
  const key = c.req.query('region');
  if (key === undefined) return {};
  const [named, ...others] = /^\d+$/.test(key) ? [] : plan.regions.named(key);
  const found = findRegion(named && others.length === 0 ? named.ars : key, plan);
  if ('value' in found) return { region: found.value };
  return problem(c, 'malformed-request', { detail: `region: ${explain(found.finding, languageOf(c))}` });
}

function asking(c: Context<ApiEnvironment>, { now }: ApiParts) {
  const { role, subject } = c.get('caller');
  return { portal: role === 'portal' ? subject : undefined, now: now() };
}
