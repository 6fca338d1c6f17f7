import { loadSchemas } from '../../messages/schemas.ts';
import { findingsOf } from '../behaviour.ts';
import { type HttpReply, type HttpTarget, startHttpTarget } from '../http-target.ts';
import { openInbox } from '../inbox.ts';
import { judge } from '../judge.ts';
import { answerMessage, type Office, refusal, writeReceipt } from '../office.ts';
import type { SimulatorSettings } from '../settings.ts';
import { heldIn } from './https.ts';

const xml = { 'content-type': 'application/xml; charset=utf-8' };
const anotherUuid = '00000000-0000-4000-8000-000000000000';

/** Seconds after which a receipt that is not ready may be asked for again. */
const pause = 1;

/**
 * A procedure for the adapter `kfz-https-abholquittung`: `POST /nachrichten` with a bearer token answers 202 with the
 * address of the receipt; `GET` there answers 202 and Retry-After until it is ready, then 200 with the receipt, as often as
 * it is asked for. Each receipt is ready at the second question.
 */
export async function startPolling({
  name = 'Fachverfahren',
  token = 'kit-token-of-the-simulator',
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const schemas = await loadSchemas();
  const inbox = openInbox();
  const office: Office = { name, schemas, inbox, now: () => new Date(), record: async () => {}, reply: () => {} };
  /** By UUID: how often it was asked for, and what it says. */
  const receipts = new Map<string, { asked: number; readonly bytes: Uint8Array }>();
  let lastUuid = '';

  const take = async (body: Buffer, refused: ReturnType<typeof findingsOf> | undefined): Promise<HttpReply> => {
    const judgement = await judge(body, schemas);
    if (judgement.kind === 'unreadable') return { status: 400 };
    const { uuid } = judgement;
    lastUuid = uuid;
    const findings = refused?.map(({ id, text = 'Abgelehnt.', xpath }) => ({ id, text, ...(xpath && { xpath }) }));
    const receipt = findings ? refusal(office, uuid, findings) : (await answerMessage(office, body, false)).receipt;
    if (!receipt) return { status: 409 };
    if (!receipts.has(uuid)) receipts.set(uuid, { asked: 0, bytes: writeReceipt(receipt) });
    return { status: 202, headers: { location: `/quittungen/${uuid}` } };
  };

  const target = await startHttpTarget({
    name: `simulated polling procedure ${name}`,
    ...settings,
    options: (url) => ({ url: `${url}/nachrichten`, token }),
    authorization: `Bearer ${token}`,
    principal: 'post',
    receipt: 'receipt',
    held: () => heldIn(inbox),
    forget: () => {
      inbox.lose(lastUuid);
      receipts.delete(lastUuid);
    },
    steps: [
      {
        name: 'post',
        method: 'POST',
        path: '/nachrichten',
        describe: async ({ body }) => {
          const judgement = await judge(body, schemas);
          const uuid = judgement.kind === 'unreadable' ? '' : judgement.uuid;
          return { uuid, message: body };
        },
        answer: ({ body }, behaviour) => take(body, behaviour.kind === 'refuse' ? findingsOf(behaviour) : undefined),
      },
      {
        name: 'receipt',
        method: 'GET',
        path: '/quittungen/:uuid',
        describe: ({ params }) => ({ uuid: params.uuid ?? '' }),
        answer: ({ params }, behaviour) => {
          const receipt = receipts.get(params.uuid ?? '');
          if (!receipt) return { status: 404 };
          receipt.asked += 1;
          if (receipt.asked < 2) return { status: 202, headers: { 'retry-after': String(pause) } };
          if (behaviour.kind !== 'wrong-receipt') return { status: 200, headers: xml, body: receipt.bytes };
          const text = Buffer.from(receipt.bytes)
            .toString()
            .replaceAll(params.uuid ?? '', anotherUuid);
          return { status: 200, headers: xml, body: text };
        },
      },
    ],
  });
  return {
    ...target,
    close: async () => {
      await target.close();
      schemas.dispose();
    },
  };
}
