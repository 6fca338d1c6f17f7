import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import type { Message } from '../../messages/head-g2g.ts';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { type Empfangsbescheinigung, empfangsbescheinigung } from '../gewerbe/empfangsbescheinigung.ts';
import { readReply } from './read-reply.ts';

const pdf = Buffer.from('%PDF-1.7\nEmpfang bestätigt');
const fileOf = (bytes: Buffer) => ({
  fileName: 'Empfangsbescheinigung 2026-17.pdf',
  mediaType: 'application/pdf',
  sha512: createHash('sha512').update(bytes).digest('hex'),
  content: bytes.toString('base64'),
});

const shortest: Message<Empfangsbescheinigung> = {
  head: {
    uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c04',
    createdAt: '2026-11-26T08:00:00.000+01:00',
    reader: { kennung: 'kop:sample', name: 'Portal' },
    author: { kennung: 'MELDID:03457013', name: 'Gewerbeamt' },
    product: { name: 'Verfahren', manufacturer: 'Hersteller' },
  },
  data: {
    messageUuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
    noticeNumber: '2026 17',
    receivedOn: '2026-11-25',
    issuedOn: '2026-11-26',
    certificate: fileOf(pdf),
  },
};
const full: Message<Empfangsbescheinigung> = {
  ...shortest,
  data: {
    ...shortest.data,
    businessId: '0c9003a6-5b4f-4a99-98ae-b2b915708c1d',
    mainActivity: { key: '95290', keyword: 'Fahrräder, Reparatur' },
  },
};

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const textOf = (content: Message<Empfangsbescheinigung>) =>
  Buffer.from(buildMessage(empfangsbescheinigung, content)).toString('utf8');
const read = (xml: string) => readReply(Buffer.from(xml), schemas);
const changed = (from: string | RegExp, to: string) => {
  const xml = textOf(full).replace(from, to);
  expect(xml).not.toBe(textOf(full));
  return read(xml);
};

describe('readReply', () => {
  it.each([shortest, full])('reads what was built', async (confirmation) => {
    expect(await read(textOf(confirmation))).toMatchObject({
      kind: 'reply',
      reply: { confirmation: confirmation.data },
    });
  });

  it('takes any prefix and white space in base64 and around tokens', async () => {
    expect(await read(textOf(full).replaceAll('gew:', 'x:').replace('xmlns:gew', 'xmlns:x'))).toMatchObject({
      kind: 'reply',
      reply: { confirmation: full.data },
    });
    expect(await changed('JVBER', '\n JVB\nER')).toMatchObject({ kind: 'reply', reply: { confirmation: full.data } });
    expect(await changed('>2026-11-25<', '>\n 2026-11-25 <')).toMatchObject({ kind: 'reply' });
  });

  it.each([
    ['empty', ''],
    ['not-xml', 'bestätigt'],
    ['not-xml', '<a><b></a>'],
    ['not-a-reply', '<empfangsbescheinigung/>'],
    ['not-a-reply', '<portal2gewerbeamt.anmeldung.0001 xmlns="urn:zustellwerk:gewerbe:1"/>'],
    ['not-a-reply', '<gewerbeamt2portal.empfangsbescheinigung.0004 xmlns="urn:zustellwerk:gewerbe:2"/>'],
    ['schema-invalid', '<gewerbeamt2portal.empfangsbescheinigung.0004 xmlns="urn:zustellwerk:gewerbe:1"/>'],
    ['refused', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
  ])('says %s of %.70s', async (reason, xml) => {
    expect(await read(xml)).toEqual({ kind: 'unreadable', reason });
  });

  it('refuses a confirmation with a DTD, whatever else is in it', async () => {
    expect(await changed('<gew:gewerbeamt', '<!DOCTYPE x><gew:gewerbeamt')).toEqual({
      kind: 'unreadable',
      reason: 'refused',
    });
  });

  it.each<[string, string | RegExp, string]>([
    ['no number', /<gew:gemeindeMeldungNr>.*<\/gew:gemeindeMeldungNr>/, ''],
    ['an empty number', />2026 17</, '><'],
    ['a notice that is none', full.data.messageUuid, 'x'],
    ['a day that does not exist', '>2026-11-25<', '>2026-02-30<'],
    ['no file', /<gew:bescheinigung>[\s\S]*<\/gew:bescheinigung>/, ''],
    ['another kind of file', 'application/pdf', 'text/html'],
    ['half an activity', /<gew:stichwort>.*<\/gew:stichwort>/, ''],
    ['an element of its own', '<gew:ausgestelltAm>', '<gew:neu/><gew:ausgestelltAm>'],
    ['another standard', 'standard="Zustellwerk-Gewerbe"', 'standard="XGewerbeordnung"'],
  ])('says schema-invalid of a confirmation with %s', async (_name, from, to) => {
    expect(await changed(from, to)).toEqual({ kind: 'unreadable', reason: 'schema-invalid' });
  });

  it('says damaged of a file that is not the one its checksum is of, or no PDF', async () => {
    const others = [
      { ...fileOf(pdf), content: Buffer.from('%PDF-1.7\nanderes').toString('base64') },
      fileOf(Buffer.from('MZ')),
    ];
    for (const certificate of others) {
      const xml = textOf({ ...full, data: { ...full.data, certificate } });
      expect(await read(xml)).toEqual({ kind: 'unreadable', reason: 'damaged' });
    }
  });

  it('survives every cut and any changed byte', async () => {
    const bytes = Buffer.from(textOf(full));
    for (let length = 0; length < bytes.length - 1; length += 17) {
      expect((await readReply(bytes.subarray(0, length), schemas)).kind).toBe('unreadable');
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (index, value) => {
        const copy = Uint8Array.from(bytes);
        copy[index] = value;
        expect(['reply', 'unreadable']).toContain((await readReply(copy, schemas)).kind);
      }),
      { numRuns: 300 },
    );
  });
});
