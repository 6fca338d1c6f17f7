import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Behaviour, findingsOf, openScript } from '../behaviour.ts';
import { behindSftp } from '../behind-sftp.ts';
import type { SimulatorSettings } from '../settings.ts';
import type { HeldMessage, Target, TargetAttachment, TargetCall } from '../target.ts';

/** A robot that works through the cases in a robot folder (docs/transports/robot-folder.md) on an SFTP server. */
export async function startRobot(settings: SimulatorSettings = {}): Promise<Target> {
  const folder = settings.folder ?? (await mkdtemp(join(tmpdir(), 'robot-')));
  const traces = { written: /\.([\w-]+)\.part\/nachricht\.xml$/, shown: /\/([\w-]+)$/ };
  const target = await behindSftp(startWork, folder, traces, settings);
  return {
    ...target,
    close: async () => {
      await target.close();
      if (settings.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Takes what it finds for right: a robot keys in what it is given. */
async function startWork({ name = 'Roboter', folder = '', onCall }: SimulatorSettings): Promise<Target> {
  const script = openScript('work');
  const held: HeldMessage[] = [];
  const calls: TargetCall[] = [];

  const workOn = async (file: string) => {
    const place = join(folder, file);
    const behaviour = script.next('work');
    const entry = await readCase(place);
    const call: TargetCall = { step: 'work', behaviour: behaviour.kind, key: file, ...entry };
    calls.push(call);
    await onCall?.(call);
    if (behaviour.kind === 'unavailable' || behaviour.kind === 'crash') return;
    await writeFile(join(place, 'taken'), '');
    if (behaviour.kind !== 'refuse') held.push(entry);
    const result = resultFor(behaviour, held.length);
    if (result !== undefined) await put(place, 'ergebnis.json', result);
    await writeFile(join(place, 'done'), '');
  };
  /** One round after the other, whoever asks for them. */
  let working = Promise.resolve();
  const workThrough = async () => {
    const names = (await readdir(folder)).filter((each) => !each.startsWith('.'));
    for (const each of names) if (await isNew(join(folder, each))) await workOn(each);
  };
  return {
    name: `simulated robot ${name}`,
    options: { folder },
    behave: script.set,
    calls: () => [...calls],
    held: () => [...held],
    work: () => {
      working = working.then(workThrough);
      return working;
    },
    close: async () => {},
  };
}

/** What the robot needs of `antrag.json`. */
interface Application {
  readonly uuid: string;
  readonly files: readonly { readonly path: string }[];
}

async function readCase(place: string): Promise<HeldMessage> {
  const message = await readFile(join(place, 'nachricht.xml'));
  const { uuid, files } = JSON.parse(await readFile(join(place, 'antrag.json'), 'utf8')) as Application;
  const attachments = await Promise.all(
    files.map(
      async ({ path }): Promise<TargetAttachment> => ({ name: path, bytes: await readFile(join(place, path)) }),
    ),
  );
  return { uuid, message, attachments };
}

/** Undefined: it forgets to write one. */
function resultFor(behaviour: Behaviour, number: number): string | undefined {
  switch (behaviour.kind) {
    case 'no-receipt':
      return undefined;
    case 'garbage':
      return '<html><p>Willkommen';
    case 'refuse': {
      const findings = findingsOf(behaviour).map(({ text = 'Abgelehnt.', ...rest }) => ({ ...rest, text }));
      return JSON.stringify({ result: 'refused', findings });
    }
    default:
      return JSON.stringify({ result: 'accepted', fileNumber: `SIM-${number}` });
  }
}

/** What was done a moment ago may be gone. */
async function isNew(place: string): Promise<boolean> {
  const files = await readdir(place).catch(() => ['done']);
  return !files.includes('done');
}

/** Whole or not at all. */
async function put(place: string, name: string, text: string): Promise<void> {
  await writeFile(join(place, `${name}.part`), text);
  await rename(join(place, `${name}.part`), join(place, name));
}
