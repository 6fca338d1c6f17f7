import { openBehavingOffice, usualToken } from '../behaving-office.ts';
import { type HttpTarget, startHttpTarget } from '../http-target.ts';
import { writeReceipt } from '../office.ts';
import { createReplier, type Taken } from '../replier.ts';
import type { SimulatorSettings } from '../settings.ts';

/**
 * A procedure for the adapter `xoev-https`: takes XML by POST with a bearer token, judges it by its schema, and answers
 * with a receipt. Its messages stay in memory.
 */
export async function startHttps({
  name = 'Fachverfahren',
  token = usualToken,
  replies,
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const closing = new AbortController();
  const replier = createReplier(undefined, closing.signal);
  const reply = async (taken: Taken) => {
    const plan = await replies?.();
    if (plan) replier.set(plan);
    replier.answer(taken);
  };
  const office = await openBehavingOffice(name, (taken) => void reply(taken));
  return startHttpTarget({
    name: `simulated https procedure ${name}`,
    ...settings,
    options: (url) => ({ url: `${url}/nachrichten`, token }),
    authorization: `Bearer ${token}`,
    held: office.held,
    onClose: () => {
      closing.abort();
      office.close();
    },
    forget: office.forget,
    steps: [
      {
        name: 'post',
        method: 'POST',
        path: '/nachrichten',
        describe: async ({ body }) => ({ uuid: await office.uuidOf(body), message: body }),
        answer: async ({ body }, behaviour) => {
          const { status, receipt } = await office.answer(body, behaviour);
          if (!receipt) return { status };
          const headers = { 'content-type': 'application/xml; charset=utf-8' };
          return { status, headers, body: writeReceipt(receipt) };
        },
      },
    ],
  });
}
