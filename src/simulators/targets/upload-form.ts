import type { Receipt } from '../../domains/quittung/quittung.ts';
import { openBehavingOffice, usualToken } from '../behaving-office.ts';
import { type HttpCall, type HttpTarget, startHttpTarget } from '../http-target.ts';
import type { SimulatorSettings } from '../settings.ts';

/**
 * A procedure for the adapter `gewerbe-formular-textquittung`: `POST /upload` with a bearer token takes the message as a web
 * form brings it, and answers with lines of text.
 */
export async function startUploadForm({
  name = 'Gewerberegister',
  token = usualToken,
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const office = await openBehavingOffice(name);
  return startHttpTarget({
    name: `simulated procedure with an upload form ${name}`,
    ...settings,
    options: (url) => ({ url: `${url}/upload`, token }),
    authorization: `Bearer ${token}`,
    held: office.held,
    onClose: office.close,
    forget: office.forget,
    steps: [
      {
        name: 'upload',
        method: 'POST',
        path: '/upload',
        describe: async (call) => (await read(call)) ?? {},
        answer: async (call, behaviour) => {
          const upload = await read(call);
          if (!upload) return { status: 400 };
          const { status, receipt } = await office.answer(upload.message, behaviour);
          if (!receipt) return { status };
          return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: inLines(receipt) };
        },
      },
    ],
  });
}

/** Undefined when the form is not filled in. */
async function read({ headers, body }: HttpCall) {
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => undefined);
  const [key, uuid, file] = ['schluessel', 'nachrichtenUUID', 'datei'].map((field) => form?.get(field));
  if (typeof key !== 'string' || typeof uuid !== 'string' || !(file instanceof Blob)) return undefined;
  return { key, uuid, message: Buffer.from(await file.arrayBuffer()) };
}

function inLines({ messageUuid, receivedAt, accepted, fileNumber, findings = [], product }: Receipt): string {
  const lines = [
    ['nachrichtenUUID', messageUuid],
    ['eingegangenAm', receivedAt],
    ['ergebnis', accepted ? 'angenommen' : 'abgelehnt'],
    ...(fileNumber === undefined ? [] : [['aktenzeichen', fileNumber]]),
    ...findings.map(({ id, text }) => ['befund', `${id};${text.replaceAll(/\s+/g, ' ')}`]),
    ['produkt', product.name],
    ['hersteller', product.manufacturer],
  ];
  return lines.map(([name, value]) => `${name}=${value}\r\n`).join('');
}
