import { z } from 'zod';
import type { Receipt } from '../../domains/quittung/quittung.ts';
import { openBehavingOffice, usualToken } from '../behaving-office.ts';
import { type HttpReply, type HttpTarget, startHttpTarget } from '../http-target.ts';
import { sha256Of } from '../inbox.ts';
import type { SimulatorSettings } from '../settings.ts';

const envelope = z.object({
  auftrag: z.string(),
  nachricht: z.string(),
  nachrichtenUUID: z.string(),
  sha256: z.string(),
  inhalt: z.base64(),
});

/** What it says of a message. */
const codes = { taken: 0, thereAlready: 1, refused: 2001 } as const;

/**
 * A procedure for the adapter `kfz-json-rueckgabecode`: `POST /uebergeben` with a bearer token takes the message in a JSON
 * envelope, and answers 200 and a return code to all that it has understood.
 */
export async function startReturnCode({
  name = 'Zulassung',
  token = usualToken,
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const office = await openBehavingOffice(name);
  return startHttpTarget({
    name: `simulated procedure with return codes ${name}`,
    ...settings,
    options: (url) => ({ url: `${url}/uebergeben`, token }),
    authorization: `Bearer ${token}`,
    held: office.held,
    onClose: office.close,
    forget: office.forget,
    steps: [
      {
        name: 'call',
        method: 'POST',
        path: '/uebergeben',
        describe: ({ body }) => read(body)?.told ?? {},
        answer: async ({ body }, behaviour) => {
          const call = read(body);
          if (!call || sha256Of(call.told.message) !== call.sha256) return { status: 400 };
          const wasThere = office.has(call.told.uuid);
          const { status, receipt } = await office.answer(call.told.message, behaviour);
          return receipt ? coded(receipt, wasThere) : { status };
        },
      },
    ],
  });
}

function read(body: Buffer) {
  const { data } = envelope.safeParse(parse(body));
  if (!data) return undefined;
  const { auftrag: key, nachrichtenUUID: uuid, sha256, inhalt } = data;
  return { sha256, told: { key, uuid, message: Buffer.from(inhalt, 'base64') } };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function coded(receipt: Receipt, wasThere: boolean): HttpReply {
  const { messageUuid, receivedAt, refused, fileNumber, findings = [], product } = receipt;
  const said = {
    nachrichtenUUID: messageUuid,
    code: refused ? codes.refused : wasThere ? codes.thereAlready : codes.taken,
    zeit: receivedAt,
    aktenzeichen: fileNumber,
    ...(refused && { meldungen: findings.map(({ text }) => ({ code: codes.refused, text })) }),
    system: product.name,
    hersteller: product.manufacturer,
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(said) };
}
