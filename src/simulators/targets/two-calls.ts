import { z } from 'zod';
import type { Receipt } from '../../domains/quittung/quittung.ts';
import { openBehavingOffice, usualToken } from '../behaving-office.ts';
import { type HttpReply, type HttpTarget, startHttpTarget } from '../http-target.ts';
import type { SimulatorSettings } from '../settings.ts';

const wish = z.object({ schluessel: z.string(), nachricht: z.string(), nachrichtenUUID: z.string() });

/**
 * A procedure for the adapter `gewerbe-rest-zweischritt`: `POST /vorgaenge` with a bearer token reserves a number, the same
 * for the same key; `PUT /vorgaenge/NUMBER/nachricht` takes the message, and the receipt is JSON.
 */
export async function startTwoCalls({
  name = 'Gewerberegister',
  token = usualToken,
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const office = await openBehavingOffice(name);
  /** By key. */
  const numbers = new Map<string, string>();
  const isReserved = (number = '') => [...numbers.values()].includes(number);
  return startHttpTarget({
    name: `simulated procedure in two calls ${name}`,
    ...settings,
    options: (url) => ({ url, token }),
    authorization: `Bearer ${token}`,
    held: office.held,
    onClose: office.close,
    forget: office.forget,
    steps: [
      {
        name: 'reserve',
        method: 'POST',
        path: '/vorgaenge',
        describe: ({ body }) => {
          const wanted = readWish(body);
          return wanted ? { key: wanted.schluessel, uuid: wanted.nachrichtenUUID } : {};
        },
        answer: ({ body }) => {
          const wanted = readWish(body);
          if (!wanted) return { status: 400 };
          const number = numbers.get(wanted.schluessel) ?? `SIM-${numbers.size + 1}`;
          numbers.set(wanted.schluessel, number);
          return json(201, { vorgangsnummer: number });
        },
      },
      {
        name: 'put',
        method: 'PUT',
        path: '/vorgaenge/:number/nachricht',
        describe: async ({ body }) => ({ uuid: await office.uuidOf(body), message: body }),
        answer: async ({ params, body }, behaviour) => {
          if (!isReserved(params.number)) return { status: 404 };
          const { status, receipt } = await office.answer(body, behaviour);
          return receipt ? json(receipt.refused ? 422 : 200, tellReceipt(receipt)) : { status };
        },
      },
    ],
  });
}

function readWish(body: Buffer): z.infer<typeof wish> | undefined {
  try {
    return wish.safeParse(JSON.parse(body.toString())).data;
  } catch {
    return undefined;
  }
}

function tellReceipt({ messageUuid, receivedAt, refused, fileNumber, findings = [], product }: Receipt) {
  return {
    nachrichtenUUID: messageUuid,
    eingegangenAm: receivedAt,
    status: refused ? 'abgelehnt' : 'angenommen',
    aktenzeichen: fileNumber,
    ...(refused && { befunde: findings.map(({ id, text, xpath }) => ({ kennung: id, text, xpath })) }),
    produkt: product.name,
    hersteller: product.manufacturer,
  };
}

function json(status: number, value: object): HttpReply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
