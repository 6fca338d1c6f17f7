import { type Context, Hono } from 'hono';
import { authenticateClient, giveToken, type ServerEnvironment } from './access.ts';
import { mountDestinationApi, mountDestinationKeys, mountDestinations } from './destinations.ts';
import { mountEventLog } from './event-log.ts';
import type { ServerPorts } from './ports.ts';
import { limitRate } from './rate-limit.ts';
import { answerRefusal, Refusal } from './refusal.ts';
import { mountRouting } from './routing.ts';
import { mountSender } from './sender.ts';
import { mountSubscriber } from './subscriber.ts';

/** Of the documents that were followed: Submission API 1.1.3 and Routing API 2.0.0. */
const documents = { v1: { major: 1, minor: 1, patch: 3 }, v2: { major: 2, minor: 0, patch: 0 } };

/**
 * A delivery service (Zustelldienst) of one's own: token endpoint, Submission API versions 1 and 2, what senders read
 * of the Destination API, Routing API, key set, all below one address. It sees ids, times and sizes, and ciphertext.
 *
 * @param callerOf who calls, for the rate limit: such as the remote address.
 *
 * @example
 * const app = createDeliveryService(ports);
 * serve({ fetch: app.fetch, port: 8080 });
 */
export function createDeliveryService(
  ports: ServerPorts,
  callerOf: (c: Context) => string = () => 'anybody',
): Hono<ServerEnvironment> {
  const app = new Hono<ServerEnvironment>();
  app.onError((error) => {
    if (error instanceof Refusal) return answerRefusal(error);
    ports.onFailure(error);
    return answerRefusal(new Refusal(500, 'Something failed here; it was noted.'));
  });
  app.get('/.well-known/jwks.json', (c) => c.json(ports.signer.keySet));
  app.use('*', limitRate(callerOf, ports.limits.requestsPerMinute, ports.now));
  app.post('/token', (c) => giveToken(c, ports));
  for (const version of ['v1', 'v2'] as const) app.route(`/${version}`, createVersion(version, ports));
  app.route('/destination-api/v2', createDestinationApi(ports));
  // The sub-application's own answer for unknown paths would not be asked where it is mounted.
  app.all('*', () => {
    throw new Refusal(404, 'There is no such resource.');
  });
  return app;
}

function createDestinationApi(ports: ServerPorts): Hono<ServerEnvironment> {
  const app = new Hono<ServerEnvironment>();
  app.use('*', authenticateClient(ports));
  mountDestinationApi(app, ports);
  return app;
}

function createVersion(version: 'v1' | 'v2', ports: ServerPorts): Hono<ServerEnvironment> {
  const app = new Hono<ServerEnvironment>();
  app.use('*', async (c, next) => {
    c.set('version', version);
    await next();
  });
  app.get('/info', (c) => c.json({ version: documents[version] }));
  mountRouting(app, ports);
  mountDestinationKeys(app, ports);
  app.use('*', authenticateClient(ports));
  mountDestinations(app, ports);
  mountSender(app, ports);
  mountSubscriber(app, ports);
  mountEventLog(app, ports);
  return app;
}
