import type { Hono } from 'hono';
import type { ServerEnvironment } from './access.ts';
import { cutPage, readPage, writePage } from './page.ts';
import type { HostedDestination, ServerPorts } from './ports.ts';
import { Refusal } from './refusal.ts';
import { subscribedDestinations } from './scopes.ts';

/** Keys may not be kept from one submission to the next. */
const uncached = { 'cache-control': 'no-cache' };

/** The public form of destinations; they are administered where the service runs, not through the API. */
export function mountDestinations(app: Hono<ServerEnvironment>, { findDestination }: ServerPorts): void {
  app.get('/destinations', async (c) => {
    const page = readPage(c);
    const { entries, totalCount } = cutPage(subscribedDestinations(c.get('client')), page);
    const found = await Promise.all(entries.map(findDestination));
    const described = found.flatMap((one) => (one ? describeDestination(one, c.get('version')) : []));
    return c.json(writePage('destinations', page, { entries: described, totalCount }), 200, uncached);
  });
  app.get('/destinations/:id', async (c) => {
    const destination = await demandDestination(findDestination, c.req.param('id'));
    return c.json(describeDestination(destination, c.get('version')), 200, uncached);
  });
}

/** The one thing of a destination that needs no token. */
export function mountDestinationKeys(app: Hono<ServerEnvironment>, { findDestination }: ServerPorts): void {
  app.get('/destinations/:id/keys/:kid', async (c) => {
    const { keys } = await demandDestination(findDestination, c.req.param('id'));
    const key = keys.find(({ kid }) => kid === c.req.param('kid'));
    if (!key) throw new Refusal(404, 'The destination has no key with this id.');
    return c.json(key, 200, uncached);
  });
}

/** What senders read of the Destination API: a destination with its name, and all its keys. */
export function mountDestinationApi(app: Hono<ServerEnvironment>, { findDestination }: ServerPorts): void {
  app.get('/destinations/:id', async (c) => {
    const destination = await demandDestination(findDestination, c.req.param('id'));
    return c.json({ ...describeDestination(destination, 'v2'), name: destination.name }, 200, uncached);
  });
  app.get('/destinations/:id/keys', async (c) => {
    const { keys, encryptionKid } = await demandDestination(findDestination, c.req.param('id'));
    // Public clients encrypt with the first one, whatever it is for.
    const first = keys.filter(({ kid }) => kid === encryptionKid);
    return c.json({ keys: [...first, ...keys.filter(({ kid }) => kid !== encryptionKid)] }, 200, uncached);
  });
}

/** @throws Refusal 404 */
export async function demandDestination(
  find: ServerPorts['findDestination'],
  destinationId: string,
): Promise<HostedDestination> {
  const destination = await find(destinationId.toLowerCase());
  if (!destination) throw new Refusal(404, 'There is no such destination.', { type: 'destination-not-found' });
  return destination;
}

function describeDestination(destination: HostedDestination, version: 'v1' | 'v2') {
  const { destinationId, status, encryptionKid, metadataVersions, services, replyChannels } = destination;
  return {
    destinationId,
    status,
    encryptionKid,
    metadataVersions,
    ...(version === 'v1' ? { services } : { publicServices: services }),
    ...(replyChannels && { replyChannels }),
  };
}
