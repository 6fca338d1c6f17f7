import type { Hono } from 'hono';
import { isUuid } from '../uuid.ts';
import type { ServerContext, ServerEnvironment } from './access.ts';
import { describeSubmission } from './describe.ts';
import { readPage, writePage } from './page.ts';
import type { ServerPorts, StoredSubmission } from './ports.ts';
import { Refusal } from './refusal.ts';
import { maySubscribe, subscribedDestinations } from './scopes.ts';

/** What a subscriber reads: the list of what waits, a submission, its attachments. */
export function mountSubscriber(app: Hono<ServerEnvironment>, { store }: ServerPorts): void {
  app.get('/submissions', async (c) => {
    const page = readPage(c);
    const own = subscribedDestinations(c.var.client);
    const asked = c.req.query('destinationId')?.toLowerCase();
    if (own.length === 0 || (asked !== undefined && !own.includes(asked))) {
      throw new Refusal(403, 'The client is not connected to the destination.');
    }
    const listed = await store.list(asked === undefined ? own : [asked], page);
    return c.json(writePage('submissions', page, listed));
  });

  app.get('/submissions/:id', async (c) => {
    const submission = await demandWaiting(c, c.req.param('id'));
    const content = await store.readContent(submission.submissionId);
    if (!content) throw notFound();
    return c.json(describeSubmission(submission, c.var.version, content));
  });

  app.get('/submissions/:id/attachments/:attachment', async (c) => {
    const submission = await demandWaiting(c, c.req.param('id'));
    const attachment = c.req.param('attachment');
    if (!isUuid(attachment)) throw new Refusal(400, 'The id has to be a UUID.');
    const found = await store.readAttachment(submission.submissionId, attachment.toLowerCase());
    if (!found) throw new Refusal(404, 'The submission has no such attachment.');
    const headers = { 'content-type': 'application/jose', 'content-length': String(found.size) };
    return c.body(ReadableStream.from(found.content), 200, headers);
  });

  /** Only what waits to be answered can be fetched. */
  async function demandWaiting(c: ServerContext, id: string): Promise<StoredSubmission> {
    if (!isUuid(id)) throw new Refusal(400, 'The id has to be a UUID.');
    const submission = await store.find(id);
    if (!submission) throw notFound();
    if (!maySubscribe(c.var.client, submission.destinationId)) {
      throw new Refusal(403, 'The client is not connected to the destination.');
    }
    if (submission.state !== 'submitted' && submission.state !== 'forwarded') throw notFound();
    return submission;
  }
}

const notFound = () => new Refusal(404, 'No such submission waits to be picked up.', { type: 'submission-not-found' });
