import { createHash } from 'node:crypto';
import { antrag0001 } from '../domains/antrag/antrag-0001.ts';
import type { Antrag } from '../domains/antrag/antrag-data.ts';
import { meldebescheinigung1700 } from '../domains/meldewesen/xmeld-1700.ts';
import { buildMessage } from '../messages/build.ts';
import type { Head } from '../messages/head-g2g.ts';
import type { TargetAttachment } from '../simulators/target.ts';
import { allows } from './takes.ts';

/** A message to try an adapter with. */
export interface SampleMessage {
  /** `standard/version/type`. */
  readonly definition: string;
  readonly uuid: string;
  readonly xml: Uint8Array;
  /** What in it is about a person, as it stands there: none of it may show in logs, errors and answers. */
  readonly personal: readonly string[];
  /** A place in it, and what to write there so that the schema refuses it. */
  readonly breakable?: { readonly right: string; readonly wrong: string };
  /** The files in it, in order. */
  readonly attachments?: readonly TargetAttachment[];
}

/** A person who does not exist, with a name that nothing else has. */
const person = { familyName: 'Güldenstern-Kitprobe', givenNames: 'Wendeline', birthDate: '1987-03-29' };
const street = 'Wurtensieler Altendeich';
const personal = [...Object.values(person), street];
const breakable = { right: person.birthDate, wrong: '29.03.1987' };

const head = (uuid: string): Head => ({
  uuid,
  createdAt: '2026-03-01T12:00:00.000+01:00',
  reader: { kennung: 'dbs:03457013', name: 'Stadt Leer' },
  author: { kennung: 'kop:sample', name: 'Kreisportal' },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
  test: 'Test',
});

/** Undefined: none of our samples is a message that the adapter takes. */
export function sampleFor(
  takes: readonly string[] | undefined,
  uuid: string,
  files: readonly TargetAttachment[] = [],
): SampleMessage | undefined {
  if (allows(takes, antrag0001.id)) return application(uuid, files);
  if (files.length === 0 && allows(takes, meldebescheinigung1700.definition.id)) return registration(uuid);
  return undefined;
}

function registration(uuid: string): SampleMessage {
  const address = { street, houseNumber: '1', postalCode: '26789', municipalityKey: '03457013' };
  const { reader, author } = head(uuid);
  const xml = buildMessage(meldebescheinigung1700.definition, {
    head: {
      ...head(uuid),
      reader: { ...reader, kennung: 'ags:03457013' },
      author: {
        ...author,
        kennung: 'mbp:sample',
        address: { street: 'Musterstraße', houseNumber: '1', postalCode: '26789', city: 'Leer' },
        reachability: [{ channel: '01', id: 'a@b.example' }],
      },
    },
    data: { person, address, certificate: { delivery: '01' } },
  });
  return { definition: meldebescheinigung1700.definition.id, uuid, xml, personal, breakable };
}

function application(uuid: string, files: readonly TargetAttachment[]): SampleMessage {
  const data: Antrag = {
    service: { id: 'generischer-antrag', act: 'apply', name: 'Allgemeiner Antrag', leikaIds: [] },
    form: { title: 'Antrag', version: '1', schema: 'urn:zustellwerk:formular:generischer-antrag:1' },
    municipalityKey: '03457013',
    applicant: { person, address: { street, houseNumber: '1', postalCode: '26789', city: 'Leer' } },
    fields: [{ id: 'subject', label: 'Betreff', text: 'Probe' }],
    ...(files.length > 0 && { attachments: files.map(describe) }),
  };
  const xml = buildMessage(antrag0001, { head: head(uuid), data });
  return { definition: antrag0001.id, uuid, xml, personal, breakable, attachments: files };
}

function describe({ name, bytes }: TargetAttachment, index: number) {
  return {
    id: `file-${index + 1}`,
    label: 'Anlage',
    fileName: name,
    mediaType: 'application/octet-stream',
    size: bytes.length,
    sha512: createHash('sha512').update(bytes).digest('hex'),
    content: Buffer.from(bytes).toString('base64'),
  };
}

/** Several small files, no two the same. */
export const threeFiles: readonly TargetAttachment[] = ['plan', 'ansicht', 'nachweis'].map((name, index) => ({
  name: `${name}.pdf`,
  bytes: Buffer.from(`%PDF-1.7 Seite ${index + 1} von 3: ${name}`),
}));

/** Two files of so many bytes together. */
export function filesOfSize(bytes: number): readonly TargetAttachment[] {
  const first = Math.floor(bytes / 2);
  return [
    { name: 'first.bin', bytes: Buffer.alloc(first, 1) },
    { name: 'second.bin', bytes: Buffer.alloc(bytes - first, 2) },
  ];
}
