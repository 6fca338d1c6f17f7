import { loadSchemas } from '../../messages/schemas.ts';
import { type Behaviour, findingsOf } from '../behaviour.ts';
import { type HttpReply, type HttpTarget, startHttpTarget } from '../http-target.ts';
import { type Inbox, openInbox } from '../inbox.ts';
import { judge } from '../judge.ts';
import { answerMessage, type Office, refusal, writeReceipt } from '../office.ts';
import { createReplier, type Taken } from '../replier.ts';
import type { SimulatorSettings } from '../settings.ts';
import type { HeldMessage } from '../target.ts';

const anotherUuid = '00000000-0000-4000-8000-000000000000';

/**
 * A procedure for the adapter `xoev-https`: takes XML by POST with a bearer token, judges it by its schema, and answers
 * with a receipt. Its messages stay in memory.
 */
export async function startHttps({
  name = 'Fachverfahren',
  token = 'kit-token-of-the-simulator',
  replies,
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const schemas = await loadSchemas();
  const inbox = openInbox();
  const closing = new AbortController();
  const replier = createReplier(undefined, closing.signal);
  const reply = async (taken: Taken) => {
    const plan = await replies?.();
    if (plan) replier.set(plan);
    replier.answer(taken);
  };
  const office: Office = {
    name,
    schemas,
    inbox,
    now: () => new Date(),
    record: async () => {},
    reply: (taken) => void reply(taken),
  };
  let lastUuid = '';
  const target = await startHttpTarget({
    name: `simulated https procedure ${name}`,
    ...settings,
    options: (url) => ({ url: `${url}/nachrichten`, token }),
    authorization: `Bearer ${token}`,
    held: () => heldIn(inbox),
    forget: () => inbox.lose(lastUuid),
    steps: [
      {
        name: 'post',
        method: 'POST',
        path: '/nachrichten',
        describe: async ({ body }) => {
          const judgement = await judge(body, schemas);
          lastUuid = judgement.kind === 'unreadable' ? '' : judgement.uuid;
          return { uuid: lastUuid, message: body };
        },
        answer: ({ body }, behaviour) => answerAs(office, body, behaviour),
      },
    ],
  });
  return {
    ...target,
    close: async () => {
      closing.abort();
      await target.close();
      schemas.dispose();
    },
  };
}

async function answerAs(office: Office, xml: Uint8Array, behaviour: Behaviour): Promise<HttpReply> {
  const headers = { 'content-type': 'application/xml; charset=utf-8' };
  if (behaviour.kind === 'refuse') {
    const judgement = await judge(xml, office.schemas);
    if (judgement.kind === 'unreadable') return { status: 400 };
    const findings = findingsOf(behaviour).map(({ id, text = 'Abgelehnt.', xpath }) => ({
      id,
      text,
      ...(xpath && { xpath }),
    }));
    return { status: 200, headers, body: writeReceipt(refusal(office, judgement.uuid, findings)) };
  }
  const { status, receipt } = await answerMessage(office, xml, false);
  if (!receipt) return { status };
  const shown = behaviour.kind === 'wrong-receipt' ? { ...receipt, messageUuid: anotherUuid } : receipt;
  return { status, headers, body: writeReceipt(shown) };
}

export function heldIn(inbox: Inbox): HeldMessage[] {
  return inbox.list().map(({ uuid }) => ({ uuid, message: inbox.xmlOf(uuid) ?? new Uint8Array() }));
}
