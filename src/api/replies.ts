import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ReplyParts, type ReplyResult, receiveReply } from '../delivery/receive-reply.ts';
import { type WithheldReason, withheldReasons } from '../domains/gewerbe/forwarding/withheld-reasons.ts';
import { wordIn } from '../findings.ts';
import { defaultXmlLimits } from '../messages/xml-guard.ts';
import { type ApiContext, type ApiEnvironment, allow } from './auth.ts';
import { readLimited } from './json-body.ts';
import type { ApiParts } from './parts.ts';
import { languageOf, problem, problemSchema } from './problems.ts';
import { receivedReplySchema } from './reply-schemas.ts';

const problemContent = { 'application/problem+json': { schema: problemSchema } };

/** What receiving a reply needs of the gateway. */
export function replyParts({ pool, seal, plan, now, intake, log, scanner }: ApiParts): ReplyParts {
  const { schemas, config, productVersion } = plan;
  const alarm = (text: string) => log.error(text);
  return { pool, seal, schemas, config, productVersion, scanner, now, alarm, wake: intake.wake };
}

/** What offices answer: one door for all of their messages. */
export function mountReplies(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  app.openAPIRegistry.registerPath(
    createRoute({
      method: 'post',
      path: '/v1/replies',
      summary: 'Answer a message',
      description:
        'The body is any message that offices answer with: a status message (zustellwerk-status/1/0001), a reply of XMeld, the confirmation of a notice (zustellwerk-gewerbe/1/0004). Sending it twice does it once.',
      tags: ['Replies'],
      security: [{ key: [] }],
      request: { body: { required: true, content: { 'application/xml': { schema: z.string() } } } },
      responses: {
        200: { description: 'Stored', content: { 'application/json': { schema: receivedReplySchema } } },
        403: { description: 'Vendors only', content: problemContent },
        404: { description: 'Nothing that went to this destination is meant', content: problemContent },
        409: { description: 'Other bytes came under this UUID before', content: problemContent },
        413: { description: 'Larger than 16 MiB', content: problemContent },
        415: { description: 'Not XML', content: problemContent },
        422: { description: 'Not a reply, or malware was found in a document', content: problemContent },
        503: { description: 'The malware scanner does not answer', content: problemContent },
      },
    }),
  );
  app.post('/v1/replies', allow('vendor'), async (c) => {
    if (!/^(application|text)\/([\w.-]+\+)?xml\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
      return problem(c, 'unsupported-media-type');
    }
    const bytes = await readLimited(c, defaultXmlLimits.size);
    if (!bytes) return problem(c, 'too-large');
    const sender = { destinationId: c.get('caller').subject };
    return answer(c, await receiveReply(bytes, sender, replyParts(parts)));
  });
}

function answer(c: ApiContext, result: ReplyResult): Response {
  switch (result.kind) {
    case 'unreadable':
      return problem(c, 'not-a-reply', { detail: [result.reason, ...(result.rules ?? [])].join(' ') });
    case 'unknown':
      return problem(c, 'not-found');
    case 'infected':
      return problem(c, 'malware-found');
    case 'unscanned':
      c.header('Retry-After', '30');
      return problem(c, 'unavailable');
    case 'conflict':
      return problem(c, 'reply-changed');
    case 'repeated':
      return c.json({ submission: result.submission, reply: result.reply, repeated: true });
    case 'stored': {
      const { kind: _, forwardings, reason, ...rest } = result;
      return c.json({
        ...rest,
        repeated: false,
        ...(forwardings.length > 0 && {
          forwardings: forwardings.map((one) => ({ ...one, ...explained(one.reason, c) })),
        }),
        ...(reason && { reason, ...explained(reason, c) }),
      });
    }
  }
}

function explained(reason: WithheldReason | undefined, c: ApiContext): { detail?: string } {
  return reason === undefined ? {} : { detail: wordIn(withheldReasons[reason], languageOf(c)) };
}
