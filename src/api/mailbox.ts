import type { OpenAPIHono } from '@hono/zod-openapi';
import type { CollectionPlan } from '../delivery/collections/collected-adapter.ts';
import { mailboxFiles } from '../delivery/collections/mailbox-files.ts';
import { type Statement, settleCollected } from '../delivery/collections/settle.ts';
import { streamZip } from '../delivery/collections/stream-zip.ts';
import { findUnmapped } from '../intake/find-unmapped.ts';
import { type DownloadedMessage, downloadMessage, listMailbox, type MailboxEntry } from '../store/read-mailbox.ts';
import type { DataKey } from '../store/seal.ts';
import { type ApiContext, type ApiEnvironment, allow } from './auth.ts';
import { answerSettled } from './collected-answers.ts';
import { readAcknowledgement, readRefusal } from './collected-bodies.ts';
import { describeMailbox, listQuery } from './mailbox-routes.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';
import { isUuid } from './read-submissions.ts';

const statesOf = { open: ['waiting', 'parked'], done: ['delivered', 'handed-over', 'rejected'] } as const;

/** Messages that a clerk downloads and finishes: docs/transports/mailbox.md. */
export function mountMailbox(app: OpenAPIHono<ApiEnvironment>, parts: ApiParts): void {
  describeMailbox(app);
  const { pool, seal, now, plan, attachments } = parts;
  const nameOf = (serviceId: string) => plan.catalogue.list().find(({ id }) => id === serviceId)?.nameDe ?? serviceId;

  app.get('/v1/mailbox/:destination', allow('clerk'), async (c) => {
    const mailbox = mailboxOf(c, parts);
    if (!mailbox) return problem(c, 'not-found');
    const query = listQuery.safeParse(c.req.query());
    if (!query.success) {
      return problem(c, 'malformed-request', {
        detail: query.error.issues.map(({ path }) => path.join('.')).join(', '),
      });
    }
    const { state, limit, after } = query.data;
    const rows = await listMailbox(pool, mailbox.id, { states: statesOf[state], after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
    return c.json({ deliveries: page.map((entry) => showEntry(entry, nameOf)), next });
  });

  app.get('/v1/mailbox/:destination/:delivery', allow('clerk'), async (c) => {
    const mailbox = mailboxOf(c, parts);
    const id = c.req.param('delivery');
    const message =
      mailbox && isUuid(id) ? await downloadMessage(pool, id, mailbox.id, c.get('caller').keyId, now()) : undefined;
    if (!message) return problem(c, 'not-found');
    const dataKey = seal.openDataKey(message.sealKeyId, message.dataKey, message.submissionId);
    const xml = dataKey.open(message.content, `message ${message.messageUuid}`);
    const files = await mailboxFiles(message, xml, {
      acts: plan.acts,
      attachments,
      service: nameOf(message.serviceId),
      unmapped: message.principal ? unmappedIn(message, dataKey) : [],
    });
    return new Response(ReadableStream.from(streamZip(files, message.receivedAt)) as ReadableStream<Uint8Array>, {
      headers: zipHeaders(message),
    });
  });

  const unmappedIn = (message: DownloadedMessage, dataKey: DataKey) =>
    findUnmapped({ ...message, envelope: dataKey.open(message.envelope, `envelope ${message.submissionId}`) }, plan);

  app.post('/v1/mailbox/:destination/:delivery/done', allow('clerk'), (c) => settle(c, readDone));
  app.post('/v1/mailbox/:destination/:delivery/refuse', allow('clerk'), (c) => settle(c, readRefusal));

  async function settle(c: ApiContext, read: (c: ApiContext) => Promise<Statement | Response>): Promise<Response> {
    const mailbox = mailboxOf(c, parts);
    const delivery = c.req.param('delivery') ?? '';
    if (!mailbox || !isUuid(delivery)) return problem(c, 'not-found');
    const statement = await read(c);
    if (statement instanceof Response) return statement;
    const speaker = { destination: mailbox.id, key: c.get('caller').keyId };
    return answerSettled(c, delivery, await settleCollected(delivery, speaker, statement, { pool, seal, now }));
  }
}

/** A mailbox of the clerk's authority; a foreign one and a missing one are the same. */
function mailboxOf(c: ApiContext, { collections }: ApiParts): CollectionPlan | undefined {
  const { subject } = c.get('caller');
  const destination = c.req.param('destination');
  return collections.find(
    ({ id, authority, collectedBy }) => id === destination && authority === subject && collectedBy === 'clerk',
  );
}

/** A file number is a person's receipt; without one the office has it, and nothing more is to come. */
async function readDone(c: ApiContext): Promise<Statement | Response> {
  const said = await readAcknowledgement(c);
  if (said instanceof Response) return said;
  return { ...said, event: 'done', state: said.fileNumber === undefined ? 'handed-over' : 'delivered' };
}

function showEntry(entry: MailboxEntry, nameOf: (serviceId: string) => string) {
  const { id, serviceId, act, region, definition, reference, receivedAt, state, downloads } = entry;
  return {
    delivery: id,
    serviceId,
    service: nameOf(serviceId),
    act,
    region,
    definition,
    reference,
    receivedAt: receivedAt.toISOString(),
    state,
    downloads,
  };
}

function zipHeaders({ serviceId, id }: DownloadedMessage): Record<string, string> {
  return {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${serviceId}-${id}.zip"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
}
