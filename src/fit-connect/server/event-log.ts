import type { Hono } from 'hono';
import { isUuid } from '../uuid.ts';
import type { ServerEnvironment } from './access.ts';
import { demandType, readText } from './body.ts';
import { readPage, writePage } from './page.ts';
import type { Client, ServerPorts } from './ports.ts';
import { Refusal } from './refusal.ts';
import { maySubscribe } from './scopes.ts';
import { takeEvent } from './take-event.ts';

const longestToken = 200_000;

/** Event logs: both sides read them, the subscriber adds to them. */
export function mountEventLog(app: Hono<ServerEnvironment>, ports: ServerPorts): void {
  const { store } = ports;
  app.get('/cases/:id/events', async (c) => {
    const page = readPage(c);
    const caseId = c.req.param('id').toLowerCase();
    const found = isUuid(caseId) ? await store.findCase(caseId) : undefined;
    if (!found) throw new Refusal(404, 'There is no such case.');
    demandSide(c.var.client, found);
    return c.json(writePage('eventLog', page, await store.readEvents({ caseId }, page)));
  });

  app.get('/submissions/:id/events', async (c) => {
    const page = readPage(c);
    const id = c.req.param('id');
    const found = isUuid(id) ? await store.find(id) : undefined;
    if (!found) throw new Refusal(404, 'There is no such submission.', { type: 'submission-not-found' });
    demandSide(c.var.client, found);
    return c.json(writePage('eventLog', page, await store.readEvents(found, page)));
  });

  app.post('/cases/:id/events', async (c) => {
    const caseId = c.req.param('id').toLowerCase();
    if (!isUuid(caseId)) throw new Refusal(400, 'The id has to be a UUID.');
    const found = await store.findCase(caseId);
    if (!found) throw new Refusal(404, 'There is no such case.');
    if (!maySubscribe(c.var.client, found.destinationId)) {
      throw new Refusal(403, 'The client is not connected to the destination.');
    }
    demandType(c, 'application/jose', 400);
    await takeEvent(await readText(c, longestToken), caseId, c.var.version, ports);
    return c.body(null, 204);
  });
}

/** @throws Refusal 403 for who neither sent nor picks up. */
function demandSide(client: Client, { clientId, destinationId }: { clientId: string; destinationId: string }): void {
  if (client.clientId === clientId || maySubscribe(client, destinationId)) return;
  throw new Refusal(403, 'The client takes no part in this case.');
}
