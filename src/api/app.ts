import { OpenAPIHono } from '@hono/zod-openapi';
import { mountAttachments } from './attachments.ts';
import { mountAttempts } from './attempts.ts';
import { type ApiEnvironment, allow, authenticate } from './auth.ts';
import { mountCallbacks } from './callbacks.ts';
import { mountCases } from './cases.ts';
import { mountCheckDestination } from './check-destination.ts';
import { mountCitizenReceipt } from './citizen-receipt.ts';
import { mountDeliveries } from './deliveries.ts';
import { mountDeliveryCallbacks } from './delivery-callbacks.ts';
import { mountDestinations } from './destinations.ts';
import { mountFitConnect } from './fit-connect.ts';
import { mountHealth } from './health.ts';
import { mountHolds } from './holds.ts';
import { mountInbox } from './inbox.ts';
import { keepToScope, limitRate } from './keep-to-scope.ts';
import { mountMailbox } from './mailbox.ts';
import { mountOauthToken } from './oauth-token.ts';
import type { ApiParts } from './parts.ts';
import { mountPaySubmission } from './pay-submission.ts';
import { mountPortalCallbacks } from './portal-callbacks.ts';
import { postSubmission, postSubmissionRoute } from './post-submission.ts';
import { newInstance, problem } from './problems.ts';
import { mountQuarantine } from './quarantine.ts';
import { mountReplyReads } from './read-replies.ts';
import { mountSubmissionReads } from './read-submissions.ts';
import { mountReference } from './reference.ts';
import { mountReload } from './reload.ts';
import { mountReplies } from './replies.ts';
import { mountRoutes } from './routes.ts';
import { mountServices } from './services.ts';
import { mountSources } from './sources.ts';

/** The HTTP API: one file for each resource. The OpenAPI document comes from the schemas that check the requests. */
export function createApp(parts: ApiParts): OpenAPIHono<ApiEnvironment> {
  const app = new OpenAPIHono<ApiEnvironment>();
  app.onError((error, c) => {
    const instance = newInstance();
    parts.log.error(
      { err: error, instance, method: c.req.method, route: c.req.path.replaceAll(/[0-9a-f-]{36}/g, ':id') },
      'request failed',
    );
    return problem(c, 'internal', {}, instance);
  });
  app.notFound((c) => problem(c, 'not-found'));

  mountHealth(app, parts);
  mountReference(app, parts.plan.productVersion);

  for (const path of ['/v1/*', '/fit-connect/*']) {
    app.use(path, async (c, next) => {
      if (parts.ready()) return next();
      c.header('Retry-After', '5');
      return problem(c, 'unavailable');
    });
  }
  mountCallbacks(app, parts);
  mountDeliveryCallbacks(app, parts);
  mountOauthToken(app, parts);
  app.use('/v1/*', authenticate(parts));
  // Each step that all requests go through costs an accept some microseconds.
  if (parts.plan.config.portals.some(({ rate }) => rate)) app.use('/v1/*', limitRate(parts));
  app.use('/v1/*', keepToScope(parts));
  app.openAPIRegistry.registerPath(postSubmissionRoute);
  app.post('/v1/submissions', allow('portal'), postSubmission(parts));
  mountSubmissionReads(app, parts);
  mountPaySubmission(app, parts);
  mountAttachments(app, parts);
  mountDeliveries(app, parts);
  mountInbox(app, parts);
  mountMailbox(app, parts);
  mountAttempts(app, parts);
  mountCases(app, parts);
  mountHolds(app, parts);
  mountCheckDestination(app, parts);
  mountReplies(app, parts);
  mountReplyReads(app, parts);
  mountCitizenReceipt(app, parts);
  mountQuarantine(app, parts);
  mountServices(app, parts);
  mountDestinations(app, parts);
  mountFitConnect(app, parts);
  mountReload(app, parts);
  mountRoutes(app, parts);
  mountSources(app, parts);
  mountPortalCallbacks(app, parts);
  return app;
}
