import type { Receipt } from '../../domains/quittung/quittung.ts';
import { ofAnother, openBehavingOffice, usualToken } from '../behaving-office.ts';
import { type HttpTarget, startHttpTarget } from '../http-target.ts';
import { writeReceipt } from '../office.ts';
import type { SimulatorSettings } from '../settings.ts';

/** Seconds after which a receipt that is not ready may be asked for again. */
const pause = 1;

/**
 * A procedure for the adapter `kfz-https-abholquittung`: `POST /nachrichten` with a bearer token answers 202 with the
 * address of the receipt; `GET` there answers 202 and Retry-After until it is ready, then 200 with the receipt, as often as
 * it is asked for. Each receipt is ready at the second question.
 */
export async function startPolling({
  name = 'Fachverfahren',
  token = usualToken,
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const office = await openBehavingOffice(name);
  /** By UUID: how often it was asked for, and what it says. */
  const receipts = new Map<string, { asked: number; readonly receipt: Receipt }>();
  let last = '';
  return startHttpTarget({
    name: `simulated polling procedure ${name}`,
    ...settings,
    options: (url) => ({ url: `${url}/nachrichten`, token }),
    authorization: `Bearer ${token}`,
    principal: 'post',
    receipt: 'receipt',
    held: office.held,
    onClose: office.close,
    forget: () => {
      office.forget();
      receipts.delete(last);
    },
    steps: [
      {
        name: 'post',
        method: 'POST',
        path: '/nachrichten',
        describe: async ({ body }) => ({ uuid: await office.uuidOf(body), message: body }),
        answer: async ({ body }, behaviour) => {
          const { status, receipt } = await office.answer(body, behaviour);
          if (!receipt) return { status };
          last = receipt.messageUuid;
          if (!receipts.has(last)) receipts.set(last, { asked: 0, receipt });
          return { status: 202, headers: { location: `/quittungen/${last}`, 'retry-after': String(pause) } };
        },
      },
      {
        name: 'receipt',
        method: 'GET',
        path: '/quittungen/:uuid',
        describe: ({ params }) => ({ uuid: params.uuid ?? '' }),
        answer: ({ params }, behaviour) => {
          const known = receipts.get(params.uuid ?? '');
          if (!known) return { status: 404 };
          known.asked += 1;
          if (known.asked < 2) return { status: 202, headers: { 'retry-after': String(pause) } };
          const shown = behaviour.kind === 'wrong-receipt' ? ofAnother(known.receipt) : known.receipt;
          const headers = { 'content-type': 'application/xml; charset=utf-8' };
          return { status: 200, headers, body: writeReceipt(shown) };
        },
      },
    ],
  });
}
