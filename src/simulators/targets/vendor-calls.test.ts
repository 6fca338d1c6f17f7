import { afterEach, describe, expect, it } from 'vitest';
import type { HttpTarget } from '../http-target.ts';
import { sha256Of } from '../inbox.ts';
import { writeSampleMessage } from '../sample-message.ts';
import { startReturnCode } from './return-code.ts';
import { startTwoCalls } from './two-calls.ts';
import { startUploadForm } from './upload-form.ts';

/** What callers do wrong, and what is invalid; the rest is tried by the adapters that these targets are for. */

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = Buffer.from(writeSampleMessage(uuid));
const invalid = Buffer.from(xml.toString().replace('1990-05-17', '17.05.1990'));
let target: HttpTarget;
afterEach(() => target.close());

async function call(method: string, path: string, body?: string | FormData | Uint8Array<ArrayBuffer>) {
  const headers = { authorization: `Bearer ${target.options.token}` };
  const answer = await fetch(target.url + path, { method, headers, ...(body !== undefined && { body }) });
  return { status: answer.status, text: await answer.text() };
}

describe('a procedure in two calls', () => {
  const reserve = (schluessel: string) =>
    call('POST', '/vorgaenge', JSON.stringify({ schluessel, nachricht: 'a/1/b', nachrichtenUUID: uuid }));

  it('gives the same number to the same key, and takes nothing without one', async () => {
    target = await startTwoCalls();
    expect(await reserve('a')).toEqual(await reserve('a'));
    expect((await reserve('b')).text).not.toBe((await reserve('a')).text);
    expect((await call('POST', '/vorgaenge', '{}')).status).toBe(400);
    expect((await call('PUT', '/vorgaenge/SIM-9/nachricht', xml)).status).toBe(404);
    expect(target.held()).toEqual([]);
  });

  it('refuses what is invalid, and other bytes under the same UUID', async () => {
    target = await startTwoCalls();
    await reserve('a');
    const put = (body: Buffer<ArrayBuffer>) => call('PUT', '/vorgaenge/SIM-1/nachricht', body);
    const refused = await put(invalid);
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([422, { status: 'abgelehnt', befunde: [{}] }]);
    expect((await put(xml)).status).toBe(200);
    expect((await put(Buffer.from(xml.toString().replace('Erika', 'Frauke')))).status).toBe(409);
    expect(target.held()).toHaveLength(1);
  });
});

describe('a procedure with an upload form', () => {
  it('takes a form that is filled in, and says so in lines', async () => {
    target = await startUploadForm();
    const form = new FormData();
    for (const name of ['schluessel', 'nachricht', 'nachrichtenUUID']) form.append(name, uuid);
    expect((await call('POST', '/upload', form)).status).toBe(400);
    expect((await call('POST', '/upload', xml)).status).toBe(400);
    form.append('datei', new Blob([invalid]), 'a.xml');
    expect((await call('POST', '/upload', form)).text).toMatch(/^ergebnis=abgelehnt\r\nbefund=xsd;/m);
    form.set('datei', new Blob([xml]), 'a.xml');
    expect((await call('POST', '/upload', form)).text).toMatch(/^ergebnis=angenommen\r\naktenzeichen=SIM-000001\r\n/m);
  });
});

describe('a procedure with return codes', () => {
  it('wants the digest of the bytes, and knows what it has', async () => {
    target = await startReturnCode();
    const hand = (bytes: Buffer, sha256 = sha256Of(bytes)) => {
      const inhalt = bytes.toString('base64');
      const envelope = { auftrag: 'a', nachricht: 'a/1/b', nachrichtenUUID: uuid, sha256, inhalt };
      return call('POST', '/uebergeben', JSON.stringify(envelope));
    };
    expect((await hand(xml, sha256Of(invalid))).status).toBe(400);
    expect((await call('POST', '/uebergeben', 'xml')).status).toBe(400);
    const codeOf = async (bytes: Buffer) => (JSON.parse((await hand(bytes)).text) as { code: number }).code;
    expect([await codeOf(invalid), await codeOf(xml), await codeOf(xml)]).toEqual([2001, 0, 1]);
  });
});
