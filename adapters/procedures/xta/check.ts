import { randomUUID } from 'node:crypto';
import { type CheckFault, type CheckJob, checkAddress, xta } from '../../../src/sdk.ts';
import { withAccess } from './access.ts';
import type { Options } from './options.ts';

/**
 * Whether the ports answer, and the server takes the account. It is asked for the report of an order that was never given,
 * and has to say that there is none. (What `checkAccountActive` carries is not public.)
 */
export async function check(job: CheckJob<Options>): Promise<readonly CheckFault[]> {
  const { party: identifier } = job.options;
  return withAccess(job, { identifier: identifier ?? '' }, async (access) => {
    const unreached = await checkPorts(job, access);
    // Without `party` each message's author has the account.
    if (unreached.length > 0 || identifier === undefined) return unreached;
    return checkAccount(access, xta.xtaMessageId(job.options.senderId, randomUUID()));
  });
}

async function checkPorts(
  { options, signal }: CheckJob<Options>,
  { connections }: xta.XtaAccess,
): Promise<readonly CheckFault[]> {
  const found = await Promise.all(
    (['url', 'reportUrl', 'mailboxUrl'] as const).map(async (option) => {
      const { [option]: url, allowInsecure } = options;
      const faults = url === undefined ? [] : await checkAddress({ url, allowInsecure }, signal, connections);
      return faults.map((fault) => ({ ...fault, option: [option] }));
    }),
  );
  return found.flat();
}

async function checkAccount(access: xta.XtaAccess, xtaMessageId: string): Promise<readonly CheckFault[]> {
  const reply = await xta.getTransportReport(access, xtaMessageId);
  if (reply.kind === 'value' || (reply.kind === 'fault' && reply.fault.name === 'InvalidMessageID')) return [];
  if (reply.kind === 'fault') {
    const { answer } = xta.outcomeOfXtaFault(reply.fault);
    return [{ option: ['party'], problem: answer, remedy: 'Ask the computing centre about account and certificate.' }];
  }
  const status = reply.kind === 'http' && reply.result.kind === 'answer' ? `HTTP ${reply.result.status}` : undefined;
  const problem = reply.kind === 'unreadable' ? reply.answer : (status ?? 'no answer');
  return [{ option: ['reportUrl'], problem, remedy: 'Check the address of the port transport.base.' }];
}
