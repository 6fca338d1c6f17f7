import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answerMessage, type Office, writeReceipt } from './office.ts';

export interface FolderWork {
  /** Refuse what is valid. */
  readonly refuse?: boolean;
  /** Write no receipts. */
  readonly silent?: boolean;
}

/**
 * A procedure that fetches messages from an exchange folder, once through: takes each file whose checksum fits, judges
 * it, and writes its receipt. Leaves alone what is not complete.
 *
 * @returns the names that it took.
 */
export async function fetchFromFolder(office: Office, folder: string, work: FolderWork = {}): Promise<string[]> {
  const taken: string[] = [];
  for (const file of (await readdir(folder)).filter((each) => /^[\w-]+\.xml$/.test(each))) {
    const xml = await readFile(join(folder, file));
    const said = await readFile(join(folder, `${file}.sha512`), 'utf8');
    if (said !== `${createHash('sha512').update(xml).digest('hex')}  ${file}\n`) continue;
    await rm(join(folder, file));
    await rm(join(folder, `${file}.sha512`));
    const name = file.slice(0, -'.xml'.length);
    taken.push(name);
    const { receipt } = await answerMessage(office, xml, work.refuse ?? false);
    if (work.silent || receipt === undefined) continue;
    await writeFile(join(folder, `${name}.quittung.part`), writeReceipt(receipt));
    await rename(join(folder, `${name}.quittung.part`), join(folder, `${name}.quittung.xml`));
  }
  return taken;
}

export interface RobotResult {
  readonly result: 'accepted' | 'refused';
  readonly fileNumber?: string;
  readonly findings?: readonly { readonly id: string; readonly text: string }[];
}

/** A robot in a robot's folder, once through: marks each new case as taken, and writes the result. */
export async function workThroughCases(
  folder: string,
  judge: (application: unknown) => RobotResult,
): Promise<string[]> {
  const cases = (await readdir(folder, { withFileTypes: true })).filter(
    (each) => each.isDirectory() && !each.name.startsWith('.'),
  );
  for (const { name } of cases) {
    const place = join(folder, name);
    await writeFile(join(place, 'taken'), '');
    const application: unknown = JSON.parse(await readFile(join(place, 'antrag.json'), 'utf8'));
    await writeFile(join(place, 'ergebnis.json'), JSON.stringify(judge(application)));
    await writeFile(join(place, 'done'), '');
  }
  return cases.map(({ name }) => name);
}
