import { type DeliveryJob, type Outcome, outcomeOf, xta } from '../../../src/sdk.ts';
import { openAccess } from './access.ts';
import { awaitReport, lookUp, lookUpOrder } from './look-up.ts';
import type { Options } from './options.ts';
import { orderFor } from './order.ts';

/** One order to transport the frozen bytes. After the first attempt the server is asked first whether it has it. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const { message, deliveryKey, attempt, options, signal } = job;
  const xtaMessageId = xta.xtaMessageId(options.senderId, deliveryKey);
  const order = orderFor(message, xtaMessageId, options);
  if (order === undefined) {
    return {
      kind: 'rejected',
      findings: [{ id: 'xta-no-address' }],
      answer: 'the message names no reader or no author',
    };
  }
  if (attempt > 1) {
    const earlier = await lookUp(job);
    if (earlier.kind !== 'absent') return earlier;
  }
  await using access = openAccess(options, signal);
  const file = { id: 'message', contentType: 'application/xml', encoding: 'UTF-8', bytes: message.xml };
  const reply = await xta.sendMessage(access, order, { message: file, attachments: [] });
  if (reply.kind === 'value') {
    if (options.awaitReport) return awaitReport(access, xtaMessageId, options);
    return { kind: 'handed-over', answer: `XTA order taken, ${xtaMessageId}` };
  }
  if (reply.kind === 'unreadable') return { kind: 'unknown', answer: reply.answer };
  if (reply.kind === 'http') return outcomeOf(reply.result) ?? { kind: 'unknown', answer: 'no SOAP' };
  if (mayMeanKnown.has(reply.fault.name)) {
    const known = await lookUpOrder(access, xtaMessageId, options);
    if (known.kind !== 'absent') return known;
  }
  return xta.outcomeOfXtaFault(reply.fault);
}

/** How a server may say that it has an order of that id already: an earlier attempt that only now came through. */
const mayMeanKnown: ReadonlySet<string> = new Set(['ParameterIsNotValid', 'InvalidMessageID']);
