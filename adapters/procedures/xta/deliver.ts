import { type DeliveryJob, type Outcome, outcomeOf, xta } from '../../../src/sdk.ts';
import { withAccess } from './access.ts';
import { awaitReport, lookUp, lookUpOrder } from './look-up.ts';
import type { Options } from './options.ts';
import { orderFor } from './order.ts';

/** One order to transport the frozen bytes. Once it may have been given, the server is asked first whether it has it. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const { message, deliveryKey, attempt, options } = job;
  const order = orderFor(message, xta.xtaMessageId(options.senderId, deliveryKey), options);
  if (order === undefined) {
    return {
      kind: 'rejected',
      findings: [{ id: 'xta-no-address' }],
      answer: 'the message names no reader or no author',
    };
  }
  if (attempt > 1 || job.steps.recall('order') !== undefined) {
    const earlier = await lookUp(job);
    if (earlier.kind !== 'absent') return earlier;
  }
  return withAccess(job, order.author, (access) => send(access, order, job));
}

async function send(
  access: xta.XtaAccess,
  order: xta.TransportOrder,
  { message: { xml }, options, steps }: DeliveryJob<Options>,
): Promise<Outcome> {
  const { xtaMessageId } = order;
  const message = { id: 'message', contentType: 'application/xml', encoding: 'UTF-8', bytes: xml };
  const reply = await xta.sendMessage(access, order, { message, attachments: [] });
  switch (reply.kind) {
    case 'value':
      // Waiting for the report does not count as an attempt: the next one has to know that the order is given.
      await steps.once('order', async () => xtaMessageId);
      if (options.awaitReport) return awaitReport(access, xtaMessageId, options);
      return { kind: 'handed-over', answer: `XTA order taken, ${xtaMessageId}` };
    case 'unreadable':
      return { kind: 'unknown', answer: reply.answer };
    case 'http':
      return outcomeOf(reply.result) ?? { kind: 'unknown', answer: 'no SOAP' };
    case 'fault': {
      if (!mayMeanKnown.has(reply.fault.name)) return xta.outcomeOfXtaFault(reply.fault);
      const known = await lookUpOrder(access, xtaMessageId, options);
      return known.kind === 'absent' ? xta.outcomeOfXtaFault(reply.fault) : known;
    }
  }
}

/** How a server may say that it has an order of that id already: an earlier attempt that only now came through. */
const mayMeanKnown: ReadonlySet<string> = new Set(['ParameterIsNotValid', 'InvalidMessageID']);
