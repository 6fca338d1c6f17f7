import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { defaultXmlLimits } from '../messages/xml-guard.ts';
import { befall, type ConnectionEnv } from './befall.ts';
import { type FaultScript, fault } from './faults.ts';
import type { Inbox } from './inbox.ts';
import { answerMessage, type Office } from './office.ts';
import { type Replier, replyPlan } from './replier.ts';

export interface ProcedureParts {
  readonly office: Office;
  readonly inbox: Inbox;
  readonly faults: FaultScript;
  readonly replier: Replier;
  /** Bearer token that messages must come with; absent: none. */
  readonly token?: string;
  /** Ends what is slow. */
  readonly signal: AbortSignal;
}

/**
 * The interface of a simulated procedure: `POST /nachrichten`, and beside it, without a token, what a test wants to
 * see (`GET /received`, `GET /received/:uuid`) and to set (`POST /faults`, `POST /replies`).
 */
export function procedureApp({ office, inbox, faults, replier, token, signal }: ProcedureParts): Hono<ConnectionEnv> {
  const app = new Hono<ConnectionEnv>();
  if (token !== undefined) app.use('/nachrichten', bearerAuth({ token }));
  app.post('/nachrichten', bodyLimit({ maxSize: defaultXmlLimits.size }), (context) =>
    befall(context, faults.next(), signal, (xml, refuse) => answerMessage(office, xml, refuse)),
  );
  app.get('/received', (context) => context.json(inbox.list()));
  app.get('/received/:uuid', (context) => {
    const xml = inbox.xmlOf(context.req.param('uuid'));
    return xml ? context.body(xml.slice().buffer, 200, { 'content-type': 'application/xml' }) : context.notFound();
  });
  app.post('/faults', async (context) => {
    const script = z.array(fault).safeParse(await context.req.json().catch(() => undefined));
    if (!script.success) return context.json({ issues: script.error.issues }, 400);
    faults.set(script.data);
    return context.body(null, 204);
  });
  app.post('/replies', async (context) => {
    const plan = replyPlan.safeParse(await context.req.json().catch(() => undefined));
    if (!plan.success) return context.json({ issues: plan.error.issues }, 400);
    replier.set(plan.data);
    return context.body(null, 204);
  });
  return app;
}
