import { randomUUID } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import type { CollectionPlan } from '../delivery/collections/collected-adapter.ts';
import { settleCollected } from '../delivery/collections/settle.ts';
import { findCollected } from '../store/settle-taken.ts';
import { extendTaking, type TakenDelivery, takeDeliveries } from '../store/take-deliveries.ts';
import { type ApiContext, type ApiEnvironment, allow } from './auth.ts';
import { answerSettled } from './collected-answers.ts';
import { readAcknowledgement, readRefusal } from './collected-bodies.ts';
import { describeInbox, takeQuery } from './inbox-routes.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';
import { isUuid } from './read-submissions.ts';

/** How often a waiting caller's destination is looked at, for what other processes have accepted; in milliseconds. */
const pollInterval = 1_000;

/** Messages that a vendor's software fetches itself: docs/transports/inbox.md. */
export function mountInbox(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  describeInbox(app);
  const { pool, seal, now, plan } = parts;

  app.get('/v1/inbox/:destination', allow('vendor'), async (c) => {
    const inbox = inboxOf(c, parts);
    if (!inbox) return problem(c, 'not-found');
    const asXml = accepts(c, {
      header: 'Accept',
      supports: ['application/json', 'application/xml'],
      default: 'application/json',
    });
    const xmlWanted = asXml === 'application/xml';
    const query = takeQuery.safeParse({ ...(xmlWanted && { max: '1' }), ...c.req.query() });
    if (!query.success) {
      return problem(c, 'malformed-request', {
        detail: query.error.issues.map(({ path }) => path.join('.')).join(', '),
      });
    }
    const { max, wait } = query.data;
    if (xmlWanted && max !== 1)
      return problem(c, 'malformed-request', { detail: 'max: 1 with Accept: application/xml' });
    const taken = await takeOrWait(c, inbox, max, wait * 1_000, parts);
    if (!xmlWanted) return c.json({ deliveries: await Promise.all(taken.map((one) => offer(one, inbox.id, parts))) });
    const [one] = taken;
    return one ? showXml(c, one, parts) : c.body(null, 204);
  });

  app.get('/v1/inbox/:destination/:delivery', allow('vendor'), async (c) => {
    const found = await find(c, parts);
    if (!found) return problem(c, 'not-found');
    return c.body(open(found, parts), 200, xmlHeaders);
  });

  app.post('/v1/inbox/:destination/:delivery/acknowledge', allow('vendor'), (c) => settle(c, readAcknowledgement));
  app.post('/v1/inbox/:destination/:delivery/refuse', allow('vendor'), (c) => settle(c, readRefusal));

  app.post('/v1/inbox/:destination/:delivery/extend', allow('vendor'), async (c) => {
    const inbox = inboxOf(c, parts);
    const found = await find(c, parts);
    if (!inbox || !found) return problem(c, 'not-found');
    const lease = readLease(c);
    if (lease === null) return problem(c, 'malformed-request', { detail: 'lease' });
    const at = now();
    const until = await extendTaking(pool, {
      delivery: found.id,
      destination: inbox.id,
      lease,
      key: c.get('caller').keyId,
      now: at,
      leaseUntil: new Date(at.getTime() + inbox.lease),
    });
    return until ? c.json({ delivery: found.id, leaseUntil: until.toISOString() }) : problem(c, 'lease-lost');
  });

  async function settle(c: ApiContext, read: typeof readAcknowledgement): Promise<Response> {
    const inbox = inboxOf(c, parts);
    const found = await find(c, parts);
    if (!inbox || !found) return problem(c, 'not-found');
    const lease = readLease(c);
    if (lease === null) return problem(c, 'malformed-request', { detail: 'lease' });
    const statement = await read(c, { messageUuid: found.messageUuid, schemas: plan.schemas });
    if (statement instanceof Response) return statement;
    const speaker = { destination: inbox.id, key: c.get('caller').keyId, lease };
    return answerSettled(c, found.id, await settleCollected(found.id, speaker, statement, { pool, seal, now }));
  }
}

/** The inbox that the caller's key is for; a foreign one and a missing one are the same. */
function inboxOf(c: ApiContext, { collections }: ApiParts): CollectionPlan | undefined {
  const destination = c.req.param('destination');
  if (destination !== c.get('caller').subject) return undefined;
  return collections.find(({ id, collectedBy }) => id === destination && collectedBy === 'vendor');
}

async function find(c: ApiContext, parts: ApiParts) {
  const inbox = inboxOf(c, parts);
  const delivery = c.req.param('delivery') ?? '';
  return inbox && isUuid(delivery) ? findCollected(parts.pool, delivery, inbox.id) : undefined;
}

/** Undefined when there is none, null when it is not one. */
function readLease(c: ApiContext): string | undefined | null {
  const lease = c.req.query('lease');
  return lease === undefined || isUuid(lease) ? lease : null;
}

/** Takes what is due, or waits for it as long as somebody is there to take it. */
async function takeOrWait(
  c: ApiContext,
  inbox: CollectionPlan,
  limit: number,
  wait: number,
  { pool, now, hub, ready }: ApiParts,
): Promise<TakenDelivery[]> {
  const { signal } = c.req.raw;
  const deadline = performance.now() + wait;
  for (;;) {
    if (signal.aborted || !ready()) return [];
    const at = now();
    const taken = await takeDeliveries(pool, {
      destination: inbox.id,
      now: at,
      limit,
      lease: randomUUID(),
      leaseUntil: new Date(at.getTime() + inbox.lease),
      key: c.get('caller').keyId,
      attempts: inbox.attempts,
      adapter: 'inbox',
    });
    const left = deadline - performance.now();
    if (taken.length > 0 || left <= 0) return taken;
    await hub.wait(Math.min(left, pollInterval), signal);
  }
}

/** Files belong to the submission's own message, never to what is passed on of it. */
async function offer(one: TakenDelivery, destination: string, { attachments }: ApiParts) {
  const files = one.principal ? await attachments.listSubmitted(one.submissionId) : [];
  return { ...nameTaken(one), xmlUrl: `/v1/inbox/${destination}/${one.id}`, attachments: files.map(withUrl) };
}

function nameTaken({ id, lease, messageUuid, definition, leaseUntil, attempt }: TakenDelivery) {
  return { delivery: id, lease, messageUuid, definition, leaseUntil: leaseUntil.toISOString(), attempt };
}

function withUrl<T extends { readonly id: string }>(file: T) {
  return { ...file, url: `/v1/attachments/${file.id}` };
}

const xmlHeaders = { 'content-type': 'application/xml; charset=utf-8', 'x-content-type-options': 'nosniff' };

function showXml(c: ApiContext, one: TakenDelivery, parts: ApiParts): Response {
  const { delivery, lease, messageUuid, definition, leaseUntil, attempt } = nameTaken(one);
  return c.body(open(one, parts), 200, {
    ...xmlHeaders,
    'zustellwerk-delivery': delivery,
    'zustellwerk-lease': lease,
    'zustellwerk-lease-until': leaseUntil,
    'zustellwerk-message': definition,
    'zustellwerk-message-uuid': messageUuid,
    'zustellwerk-attempt': String(attempt),
  });
}

type Sealed = Pick<TakenDelivery, 'submissionId' | 'messageUuid' | 'content' | 'sealKeyId' | 'dataKey'>;

function open(sealed: Sealed, { seal }: ApiParts): Uint8Array<ArrayBuffer> {
  const dataKey = seal.openDataKey(sealed.sealKeyId, sealed.dataKey, sealed.submissionId);
  return new Uint8Array(dataKey.open(sealed.content, `message ${sealed.messageUuid}`));
}
