import { createRoute, z } from '@hono/zod-openapi';
import { accept } from '../intake/accept.ts';
import { acceptFinished } from '../intake/accept-finished.ts';
import { envelopeSchema } from '../intake/envelope.ts';
import type { IntakeResult, Told } from '../intake/intake-result.ts';
import { homeOf } from '../intake/join-plans.ts';
import type { Plan } from '../intake/plan.ts';
import { defaultXmlLimits } from '../messages/xml-guard.ts';
import type { ApiContext } from './auth.ts';
import { readJson, readLimited } from './json-body.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, problem, problemSchema, toFaults } from './problems.ts';
import { acceptedSchema, dryRunSchema, toReference } from './submission-schemas.ts';

const problemContent = { 'application/problem+json': { schema: problemSchema } };

const ofXml = 'Of `application/xml` only: ';

const besideSchema = z
  .object({
    serviceId: envelopeSchema.shape.serviceId.meta({
      description: `${ofXml}the service, where several have the message`,
    }),
    act: envelopeSchema.shape.act.meta({ description: `${ofXml}the act, where several have the message` }),
    region: envelopeSchema.shape.region.meta({
      description: `${ofXml}ARS or AGS, where the reader in the message says no AGS`,
    }),
    reference: envelopeSchema.shape.reference.meta({ description: `${ofXml}the portal's own number` }),
    case: envelopeSchema.shape.case.meta({ description: `${ofXml}the portal's own id of the case` }),
  })
  .partial();

export const postSubmissionRoute = createRoute({
  method: 'post',
  path: '/v1/submissions',
  summary: 'Submit',
  description:
    '202 means: the submission is on disk, and the XML message for its destination is built and valid. What cannot be delivered is refused here, with all faults. A finished XÖV message (`application/xml`) is passed on byte for byte; its UUID counts as the Idempotency-Key.',
  tags: ['Submissions'],
  security: [{ key: [] }],
  request: {
    query: z.object({ dryRun: z.enum(['true', 'false']).optional(), ...besideSchema.shape }),
    headers: z.object({
      'idempotency-key': z
        .string()
        .min(1)
        .max(200)
        .optional()
        .meta({ description: 'Unique per portal. The same key and body give the first answer again' }),
    }),
    body: {
      required: true,
      content: {
        'application/json': { schema: envelopeSchema },
        'application/xml': { schema: z.string().meta({ description: 'A valid XÖV message, UTF-8' }) },
      },
    },
  },
  responses: {
    202: { description: 'Accepted', content: { 'application/json': { schema: acceptedSchema } } },
    200: { description: 'Dry run: nothing was stored', content: { 'application/json': { schema: dryRunSchema } } },
    400: { description: 'Malformed', content: problemContent },
    401: { description: 'No valid key', content: problemContent },
    403: { description: 'Not a portal', content: problemContent },
    409: { description: 'The reference was used already', content: problemContent },
    413: { description: 'Too large', content: problemContent },
    415: { description: 'Neither JSON nor XML', content: problemContent },
    422: { description: 'Cannot be delivered; all faults', content: problemContent },
    503: { description: 'Something that is needed does not answer; try again', content: problemContent },
  },
});

export function postSubmission(parts: ApiParts) {
  return async (c: ApiContext): Promise<Response> => {
    const { subject } = c.get('caller');
    const portal = parts.plan.config.portals.find(({ id }) => id === subject);
    if (!portal) return problem(c, 'forbidden', { detail: `portal ${subject}` });
    const dryRun = c.req.query('dryRun');
    const idempotencyKey = c.req.header('idempotency-key');
    if (![undefined, 'true', 'false'].includes(dryRun) || (idempotencyKey !== undefined && !isKey(idempotencyKey))) {
      return problem(c, 'malformed-request', {
        detail: 'dryRun: true | false; Idempotency-Key: 1–200 printable characters',
      });
    }
    if (/^application\/xml\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(c.req.header('content-type') ?? '')) {
      const beside = besideSchema.safeParse(c.req.query());
      if (!beside.success) {
        const names = beside.error.issues.map(({ path }) => path.join('.'));
        return problem(c, 'malformed-request', { detail: names.join(', ') });
      }
      const xml = await readLimited(c, defaultXmlLimits.size);
      if (!xml) return problem(c, 'too-large');
      const finished = { portal, xml, beside: beside.data, dryRun: dryRun === 'true' };
      return answer(c, await acceptFinished(finished, parts.plan, parts.intake), parts.plan);
    }
    const body = await readJson(c);
    if (body instanceof Response) return body;
    const request = { portal, rawBody: body.raw, body: body.value, idempotencyKey, dryRun: dryRun === 'true' };
    return answer(c, await accept(request, parts.plan, parts.intake), parts.plan);
  };
}

function isKey(text: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(text);
}

function answer(c: ApiContext, result: IntakeResult, plan: Plan): Response {
  switch (result.kind) {
    case 'accepted': {
      const { id, held, receivedAt, destinationId, definition, messageUuid } = result.accepted;
      const body = {
        id,
        state: held ? 'held' : 'received',
        receivedAt: receivedAt.toISOString(),
        destination: nameDestination(destinationId, plan),
        message: toReference(definition, messageUuid),
        ...choice(result.told),
        ...warnings(c, result.told),
      };
      // Not by `c.json`, which makes a `Headers` of more than one header: that takes as long as all else here.
      return new Response(JSON.stringify(body), {
        status: 202,
        headers: {
          'content-type': 'application/json',
          location: `/v1/submissions/${id}`,
          ...(result.replayed ? { 'idempotent-replayed': 'true' } : {}),
        },
      });
    }
    case 'dry-run': {
      const { destinationId, definition, messageUuid } = result.accepted;
      return c.json({
        dryRun: true,
        destination: nameDestination(destinationId, plan),
        why: result.whyThere,
        message: toReference(definition, messageUuid),
        ...choice(result.told),
        xml: Buffer.from(result.xml).toString('utf8'),
        ...(result.trace && { trace: result.trace }),
        ...warnings(c, result.told),
      });
    }
    case 'refused': {
      const link = result.findings.map(({ finding }) => finding.params?.link).find((each) => each !== undefined);
      return problem(c, 'invalid', { errors: toFaults(result.findings, languageOf(c)), ...(link ? { link } : {}) });
    }
    case 'unavailable':
      c.header('Retry-After', '30');
      return problem(c, 'unavailable');
    case 'key-reused':
      return problem(c, 'key-reused', { submission: result.earlier.id });
    case 'reference-used':
      return problem(c, 'reference-used', { submission: result.earlier.id });
  }
}

function nameDestination(id: string, plan: Plan): { id: string; name: string } {
  return { id, name: homeOf(id, plan).config.destinations.find((each) => each.id === id)?.name ?? id };
}

function choice({ choice: chosen }: Told) {
  return chosen === undefined ? {} : { choice: { common: chosen.common, why: chosen.why } };
}

function warnings(c: ApiContext, told: Told) {
  const language = languageOf(c);
  const detail =
    language === 'de'
      ? 'Dieses Feld kennt das Portalprofil nicht; es wurde gespeichert, steht aber nicht in der Nachricht.'
      : 'The profile does not know this field; it was stored, but is not in the message.';
  const all = [
    ...told.unmapped.map((pointer) => ({ pointer: `/data${pointer}`, rule: 'not-mapped', detail })),
    ...toFaults(told.warnings, language).map(({ pointer, rule, detail: text, xpath }) => ({
      pointer,
      rule,
      detail: text,
      ...(xpath && { xpath }),
    })),
  ];
  return all.length === 0 ? {} : { warnings: all };
}
