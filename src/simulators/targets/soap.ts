import type { Receipt } from '../../domains/quittung/quittung.ts';
import { writeAttribute, writeElement, xmlDeclaration } from '../../messages/xml-write.ts';
import { readSoap, soapNamespace } from '../../transports/soap.ts';
import { openBehavingOffice, usualToken } from '../behaving-office.ts';
import { type HttpReply, type HttpTarget, startHttpTarget } from '../http-target.ts';
import { writeReceipt } from '../office.ts';
import type { SimulatorSettings } from '../settings.ts';

/**
 * A register for the adapter `meldewesen-soap-quittung`: `POST /dienst` with a bearer token takes the message in a SOAP 1.1
 * envelope, and answers with a receipt in the body, or with a fault `Client` where there is none to give.
 */
export async function startSoap({
  name = 'Melderegister',
  token = usualToken,
  ...settings
}: SimulatorSettings = {}): Promise<HttpTarget> {
  const office = await openBehavingOffice(name);
  return startHttpTarget({
    name: `simulated SOAP service ${name}`,
    ...settings,
    options: (url) => ({ url: `${url}/dienst`, token }),
    authorization: `Bearer ${token}`,
    held: office.held,
    onClose: office.close,
    forget: office.forget,
    steps: [
      {
        name: 'call',
        method: 'POST',
        path: '/dienst',
        describe: async ({ body }) => {
          const call = read(body);
          return call ? { ...call, uuid: await office.uuidOf(call.message) } : {};
        },
        answer: async ({ body }, behaviour) => {
          const call = read(body);
          const answered = call && (await office.answer(call.message, behaviour));
          return answered?.receipt ? accept(answered.receipt) : fault();
        },
      },
    ],
  });
}

/** The message stands in the envelope as it is, but for the line with its declaration. */
function read(body: Buffer) {
  const soap = readSoap(body);
  const key = soap?.kind === 'body' && soap.document.children.find((each) => each.name === 'auftrag')?.text.trim();
  const [, inner] = /<v:nachricht>(.*)<\/v:nachricht>/s.exec(body.toString()) ?? [];
  return key && inner !== undefined ? { key, message: Buffer.from(`${xmlDeclaration}\n${inner}`) } : undefined;
}

function accept(receipt: Receipt): HttpReply {
  return inEnvelope(200, Buffer.from(writeReceipt(receipt)).toString().slice(xmlDeclaration.length).trim());
}

function fault(): HttpReply {
  const code = writeElement('faultcode', '', 'soap:Client');
  return inEnvelope(500, writeElement('soap:Fault', '', `${code}${writeElement('faultstring', '', 'Client')}`));
}

function inEnvelope(status: number, document: string): HttpReply {
  const body = writeElement('soap:Body', '', document);
  return {
    status,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: xmlDeclaration + writeElement('soap:Envelope', writeAttribute('xmlns:soap', soapNamespace), body),
  };
}
