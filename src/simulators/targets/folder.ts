import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSchemas } from '../../messages/schemas.ts';
import { type Behaviour, findingsOf, openScript } from '../behaviour.ts';
import { heldIn, openInbox } from '../inbox.ts';
import { judge } from '../judge.ts';
import { answerMessage, type Office, refusal, writeReceipt } from '../office.ts';
import type { SimulatorSettings } from '../settings.ts';
import type { Target, TargetCall } from '../target.ts';

const anotherUuid = '00000000-0000-4000-8000-000000000000';

/**
 * A procedure that fetches messages from an exchange folder when it works: each `NAME.xml` whose `NAME.xml.sha512` fits is
 * taken, and `NAME.quittung.xml` is put there. What is not complete is left alone.
 */
export async function startFolder({ name = 'Ordner', folder, onCall }: SimulatorSettings = {}): Promise<Target> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'exchange-')));
  await mkdir(place, { recursive: true });
  const schemas = await loadSchemas();
  const inbox = openInbox();
  const office: Office = { name, schemas, inbox, now: () => new Date(), record: async () => {}, reply: () => {} };
  const script = openScript('fetch');
  const calls: TargetCall[] = [];
  /** Receipts that are given once more. */
  let twice: { readonly file: string; readonly bytes: Uint8Array }[] = [];

  const fetchOne = async (file: string, xml: Buffer) => {
    const behaviour = script.next('fetch');
    const judgement = await judge(xml, schemas);
    const uuid = judgement.kind === 'unreadable' ? '' : judgement.uuid;
    const call = { step: 'fetch', behaviour: behaviour.kind, key: file, uuid, message: xml };
    calls.push(call);
    await onCall?.(call);
    if (behaviour.kind === 'unavailable' || behaviour.kind === 'crash') return;
    await rm(join(place, `${file}.xml`));
    await rm(join(place, `${file}.xml.sha512`));
    const bytes = await receiptFor(office, xml, uuid, behaviour);
    if (behaviour.kind === 'accept-then-lose') inbox.lose(uuid);
    if (bytes === undefined) return;
    await put(place, `${file}.quittung.xml`, bytes);
    if (behaviour.kind === 'duplicate-receipt') twice.push({ file: `${file}.quittung.xml`, bytes });
  };

  const fetchAll = async () => {
    for (const { file, bytes } of twice) await put(place, file, bytes);
    twice = [];
    for (const { file, xml } of await findComplete(place)) await fetchOne(file, xml);
  };
  /** One round after the other, whoever asks for them. */
  let working = Promise.resolve();

  return {
    name: `simulated exchange folder ${name}`,
    options: { folder: place },
    behave: script.set,
    calls: () => [...calls],
    held: () => heldIn(inbox),
    work: () => {
      working = working.then(fetchAll);
      return working;
    },
    close: async () => {
      schemas.dispose();
      if (folder === undefined) await rm(place, { recursive: true, force: true });
    },
  };
}

/** Undefined: it stays silent. */
async function receiptFor(
  office: Office,
  xml: Uint8Array,
  uuid: string,
  behaviour: Behaviour,
): Promise<Uint8Array | undefined> {
  if (behaviour.kind === 'refuse') {
    const findings = findingsOf(behaviour).map(({ id, text = 'Abgelehnt.', xpath }) => ({
      id,
      text,
      ...(xpath && { xpath }),
    }));
    return writeReceipt(refusal(office, uuid, findings));
  }
  const { receipt } = await answerMessage(office, xml, false);
  switch (behaviour.kind) {
    case 'no-receipt':
    case 'accept-then-lose':
      return undefined;
    case 'garbage':
      return Buffer.from('<html><p>Willkommen');
    case 'wrong-receipt':
      return receipt && writeReceipt({ ...receipt, messageUuid: anotherUuid });
    default:
      return receipt && writeReceipt(receipt);
  }
}

async function findComplete(place: string): Promise<{ file: string; xml: Buffer }[]> {
  const names = (await readdir(place)).filter((each) => /^[\w-]+\.xml$/.test(each));
  const found = names.map(async (each) => {
    const xml = await readFile(join(place, each));
    const said = await readFile(join(place, `${each}.sha512`), 'utf8').catch(() => '');
    const fits = said.startsWith(createHash('sha512').update(xml).digest('hex'));
    return fits ? [{ file: each.slice(0, -'.xml'.length), xml }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Whole or not at all. */
async function put(place: string, name: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(place, `${name}.part`), bytes);
  await rename(join(place, `${name}.part`), join(place, name));
}
