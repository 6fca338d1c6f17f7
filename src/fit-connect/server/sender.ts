import type { Hono } from 'hono';
import type { AuthenticationTags } from '../jwe/tag.ts';
import { isUuid, sameId } from '../uuid.ts';
import type { ServerContext, ServerEnvironment } from './access.ts';
import { demandType, readJsonBody } from './body.ts';
import { dueAfterAnnouncement, dueAfterSubmission } from './deadlines.ts';
import { describeSubmission } from './describe.ts';
import { demandDestination } from './destinations.ts';
import { inspectContent, inspectJwe } from './inspect-jwe.ts';
import type { Content, HostedDestination, ServerPorts, StoredSubmission } from './ports.ts';
import { type Announcement, readAnnouncement } from './read-announcement.ts';
import { Refusal } from './refusal.ts';
import { isSender, maySend } from './scopes.ts';
import { signServiceEvent } from './service-events.ts';
import { tellSubscriber } from './tell.ts';

const longestAnnouncement = 100_000;

/** What a sender does: announce, upload, submit. */
export function mountSender(app: Hono<ServerEnvironment>, ports: ServerPorts): void {
  app.post('/submissions', async (c) => {
    const { client, version } = c.var;
    if (!isSender(client)) throw new Refusal(403, 'The client may not send.');
    demandType(c, 'application/json', 400);
    const body = await readJsonBody(c, longestAnnouncement);
    const announcement = readAnnouncement(body, version, ports.limits.attachments);
    const destination = await demandDestination(ports.findDestination, announcement.destinationId);
    checkOffer(announcement, destination, client);
    const caseId = await findCase(announcement, client.clientId, ports);
    const now = ports.now();
    const ids = { destinationId: announcement.destinationId, submissionId: ports.newId(), caseId };
    const token = await signServiceEvent(ports, 'create-submission', ids);
    const { service, region, announced, callback } = announcement;
    const submission = { ...ids, clientId: client.clientId, service, region, announced, callback };
    await ports.store.announce({ ...submission, createdAt: now, dueAt: dueAfterAnnouncement(now) }, token);
    return c.json(ids, 201);
  });

  app.put('/submissions/:id/attachments/:attachment', async (c) => {
    const { id, attachment } = c.req.param();
    if (!isUuid(id) || !isUuid(attachment)) throw new Refusal(400, 'Ids have to be UUIDs.');
    const submission = await ports.store.find(id);
    // Version 1.1.3 has no 404 here.
    if (submission?.clientId !== c.var.client.clientId) throw new Refusal(403, 'The client did not announce this.');
    demandType(c, 'application/jose', 415);
    if (!submission.announced.some((announced) => sameId(announced, attachment))) {
      throw new Refusal(422, 'The attachment was not announced.');
    }
    const closed = () => new Refusal(422, 'The submission is no longer open for attachments.');
    if (submission.state !== 'incomplete') throw closed();
    const { limits, store } = ports;
    if (Number(c.req.header('content-length') ?? 0) > limits.attachment) throw tooLarge(limits.attachment);
    const { pieces, seen } = inspectJwe(c.req.raw.body ?? nothing(), c.var.version, limits.attachment);
    const target = { submissionId: submission.submissionId, attachmentId: attachment.toLowerCase() };
    const result = await store.putAttachment(target, pieces, seen, limits.attachmentsTogether);
    if (result === 'closed') throw closed();
    if (result === 'too-large') throw tooLarge(limits.attachmentsTogether);
    return c.body(null, 204);
  });

  app.put('/submissions/:id', async (c) => {
    const { version } = c.var;
    const submission = await demandOwn(c, ports);
    demandType(c, 'application/json', 415);
    const content = readContent(await readJsonBody(c, ports.limits.content), version === 'v2');
    await submit(submission, content, c, ports);
    return c.json(describeSubmission(submission, version), version === 'v1' ? 202 : 200);
  });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const tooLarge = (limit: number) => new Refusal(413, `There is room for ${limit} bytes, encrypted.`);

/** @throws Refusal 422 or 403 */
function checkOffer(
  { service, region }: Announcement,
  destination: HostedDestination,
  client: { scopes: readonly string[] } & Parameters<typeof maySend>[0],
): void {
  if (destination.status !== 'active') {
    throw new Refusal(422, `The destination is ${destination.status}.`, { type: 'destination-state-invalid' });
  }
  const offered = destination.services.find(({ identifier }) => identifier === service.identifier);
  if (!offered) throw new Refusal(422, 'The destination does not offer the service.');
  if (region !== undefined && !offered.regions.some((own) => region.startsWith(own))) {
    throw new Refusal(422, 'The destination does not offer the service in the region.');
  }
  if (!maySend(client, service.identifier, region === undefined ? offered.regions : [region])) {
    throw new Refusal(403, 'The client may not send for this service and region.');
  }
}

/** A further submission goes to the destination of its case: whoever picks up there reads the log of the whole case. */
async function findCase(
  { caseId, destinationId }: Announcement,
  clientId: string,
  ports: ServerPorts,
): Promise<string> {
  if (caseId === undefined) return ports.newId();
  const known = await ports.store.findCase(caseId);
  if (known?.clientId !== clientId) throw new Refusal(403, 'The client has no such case.');
  if (known.destinationId !== destinationId) throw new Refusal(422, 'The case belongs to another destination.');
  return caseId;
}

/** @throws Refusal 400, 403, 404 */
async function demandOwn(c: ServerContext, { store }: ServerPorts): Promise<StoredSubmission> {
  const id = c.req.param('id');
  if (!isUuid(id)) throw new Refusal(400, 'The id has to be a UUID.');
  const submission = await store.find(id);
  if (!submission) throw new Refusal(404, 'There is no such submission.', { type: 'submission-not-found' });
  if (submission.clientId !== c.var.client.clientId) throw new Refusal(403, 'The client did not announce this.');
  return submission;
}

/** @throws Refusal 400 */
function readContent({ encryptedMetadata, encryptedData }: Record<string, unknown>, needsData: boolean): Content {
  const isJwe = (value: unknown): value is string => typeof value === 'string' && /^[a-zA-Z0-9-_=.]+$/.test(value);
  if (!isJwe(encryptedMetadata)) throw new Refusal(400, 'encryptedMetadata has to be a JWE.');
  if (encryptedData === undefined || encryptedData === null) {
    if (needsData) throw new Refusal(400, 'encryptedData is missing.');
    return { encryptedMetadata };
  }
  if (!isJwe(encryptedData)) throw new Refusal(400, 'encryptedData has to be a JWE.');
  return { encryptedMetadata, encryptedData };
}

async function submit(submission: StoredSubmission, content: Content, c: ServerContext, ports: ServerPorts) {
  const { state, announced, uploaded } = submission;
  if (state !== 'incomplete') throw new Refusal(422, `The submission is ${state}, so it cannot be submitted.`);
  const attachments: Record<string, string> = {};
  for (const id of announced) {
    const found = uploaded.find(({ attachmentId }) => sameId(attachmentId, id));
    if (!found) throw new Refusal(422, 'Not all announced attachments are uploaded.');
    attachments[id] = found.tag;
  }
  const { encryptedMetadata, encryptedData } = content;
  const tags: AuthenticationTags = {
    metadata: inspectContent(encryptedMetadata, c.var.version, 'metadata'),
    ...(encryptedData !== undefined && { data: inspectContent(encryptedData, c.var.version, 'data') }),
    attachments,
  };
  const at = ports.now();
  const token = await signServiceEvent(ports, 'submit-submission', submission, { authenticationTags: tags });
  const change = { state: 'submitted', dueAt: dueAfterSubmission(at), submit: { content, tags }, token, at } as const;
  const done = await ports.store.change(submission, change);
  if (!done) throw new Refusal(422, 'The submission was changed while it was submitted.');
  ports.afterwards(() => tellSubscriber(ports, submission.submissionId));
}
