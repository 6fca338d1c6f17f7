import type { Receipt } from '../../domains/quittung/quittung.ts';
import { ofAnother, openBehavingOffice, usualToken } from '../behaving-office.ts';
import { type HttpCall, type HttpTarget, startHttpTarget } from '../http-target.ts';
import { writeReceipt } from '../office.ts';
import type { SimulatorSettings } from '../settings.ts';

/** Seconds between two looks for a receipt. */
const pause = 1;

/**
 * A register for the adapter `meldewesen-webdav-quittungsdatei`: the part of WebDAV (RFC 4918) that it needs, in memory and
 * with a bearer token. Each file that is renamed to `NAME.xml` is read; its receipt lies there as `NAME.quittung.xml` at the
 * second look.
 */
export async function startWebdav({
  name = 'Melderegister',
  token = usualToken,
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const office = await openBehavingOffice(name);
  const files = new Map<string, Buffer>();
  /** By key: how often it was looked for, and what it says. */
  const receipts = new Map<string, { looks: number; readonly receipt: Receipt }>();
  let last = '';
  const describe = async (call: HttpCall, message: Buffer | undefined) => ({
    key: keyOf(call),
    ...(message && { message, uuid: await office.uuidOf(message) }),
  });
  return startHttpTarget({
    name: `simulated WebDAV folder ${name}`,
    ...settings,
    options: (url) => ({ url: `${url}/eingang`, token, pollSeconds: pause }),
    authorization: `Bearer ${token}`,
    principal: 'move',
    receipt: 'look',
    held: office.held,
    onClose: office.close,
    forget: () => {
      office.forget();
      files.delete(`${last}.xml`);
      receipts.delete(last);
    },
    steps: [
      {
        name: 'put',
        method: 'PUT',
        path: '/eingang/:name',
        describe: (call) => describe(call, call.body),
        answer: ({ params, body }) => {
          files.set(params.name ?? '', body);
          return { status: 201 };
        },
      },
      {
        name: 'move',
        method: 'MOVE',
        path: '/eingang/:name',
        describe: (call) => describe(call, files.get(call.params.name ?? '')),
        answer: async (call, behaviour) => {
          const from = call.params.name ?? '';
          const to = nameIn(call.headers.get('destination'));
          const message = files.get(from);
          if (!message) return { status: 404 };
          if (files.has(to) && call.headers.get('overwrite') === 'F') return { status: 412 };
          files.set(to, message);
          files.delete(from);
          const { receipt } = await office.answer(message, behaviour);
          last = keyOf(call);
          if (receipt) receipts.set(last, { looks: 0, receipt });
          return { status: 201 };
        },
      },
      {
        name: 'look',
        method: 'GET',
        path: '/eingang/:name',
        describe: (call) => ({ key: keyOf(call) }),
        answer: (call, behaviour) => {
          const known = receipts.get(keyOf(call));
          if (!known) return { status: 404 };
          known.looks += 1;
          if (known.looks < 2) return { status: 404 };
          const shown = behaviour.kind === 'wrong-receipt' ? ofAnother(known.receipt) : known.receipt;
          return { status: 200, headers: { 'content-type': 'application/xml' }, body: writeReceipt(shown) };
        },
      },
    ],
  });
}

function keyOf({ params }: HttpCall): string {
  return (params.name ?? '').replace(/\..*$/, '');
}

/** Last part of the address in the header Destination. */
function nameIn(destination: string | null): string {
  return decodeURIComponent(new URL(destination ?? '', 'http://target/').pathname.split('/').at(-1) ?? '');
}
