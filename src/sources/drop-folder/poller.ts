import type { Logger } from 'pino';
import { ZustellwerkError } from '../../errors.ts';
import { finding } from '../../findings.ts';
import { explain } from '../../findings-text.ts';
import type { PointedFinding } from '../../intake/profile.ts';
import type { Polled } from '../../store/leased-rounds.ts';
import { type FileStore, StoreFault } from '../../transports/file-store.ts';
import { overFolder } from '../../transports/folder-options.ts';
import { pollEach } from '../polled-source.ts';
import { SetFault } from '../unpack.ts';
import { type FoundSet, findSets } from './find-sets.ts';
import type { DropFolderSource } from './open-source.ts';
import { finishMoves, putAway } from './put-away.ts';
import { type ReadSet, readSet } from './read-set.ts';
import { type TakenSet, type TakingParts, takeSet } from './take-set.ts';

interface LookParts extends TakingParts {
  readonly log: Logger;
}

/** How long one look may take, in milliseconds: what is left by then waits for the next one. */
const longestLook = 300_000;

/** Drop folders, to be polled: the files of a set are moved only when it is a submission, or refused for good. */
export function pollDropFolders(sources: readonly DropFolderSource[], parts: LookParts): Polled[] {
  return pollEach(sources, parts.plan, (source, goesOn) => look(source, parts, goesOn));
}

/** @throws ZustellwerkError FOLDER_NOT_EMPTIED */
async function look(source: DropFolderSource, parts: LookParts, goesOn: () => boolean): Promise<void> {
  const { config, place } = source;
  const result = await overFolder(place, AbortSignal.timeout(longestLook), async (store) => {
    await finishMoves(store);
    let left: string | undefined;
    for (const set of await findSets(store, config, parts.intake.now())) {
      if (!goesOn()) break;
      left = (await takeOrLeave(store, set, source, parts)) ?? left;
    }
    return { kind: 'looked', answer: left } as const;
  });
  if (result.answer !== undefined) throw new ZustellwerkError('FOLDER_NOT_EMPTIED', `${config.id}: ${result.answer}`);
}

/**
 * A set that cannot be taken now is looked at again, and does not hold up the others.
 *
 * @returns why it stays, in words without content.
 */
async function takeOrLeave(
  store: FileStore,
  found: FoundSet,
  source: DropFolderSource,
  parts: LookParts,
): Promise<string | undefined> {
  try {
    return await takeOne(store, found, source, parts);
  } catch (error) {
    parts.log.error({ err: error, source: source.config.id }, 'a set stays in the folder; trying again');
    return error instanceof StoreFault ? error.message : 'a set could not be taken';
  }
}

/** @returns why it stays, in words without content. */
async function takeOne(
  store: FileStore,
  found: FoundSet,
  source: DropFolderSource,
  parts: LookParts,
): Promise<string | undefined> {
  const told = { source: source.config.id };
  const read = await readOrRefuse(store, found);
  const taken = 'findings' in read ? read : await takeSet(found.name, read, source, parts);
  const files = [...found.files.map(({ name }) => name), ...(found.marker === undefined ? [] : [found.marker])];
  const place = `${found.name}.${'hash' in read ? read.hash.slice(0, 12) : parts.intake.now().getTime()}`;
  if (taken.kind === 'taken') {
    await putAway(store, found.name, { to: `done/${place}`, files });
    return undefined;
  }
  const rules = taken.findings.slice(0, 100).map(({ pointer, finding: { rule, params } }) => {
    return { pointer: pointer || params?.xpath, rule: params?.id ?? rule };
  });
  if (taken.kind === 'ours') {
    parts.log.error({ ...told, rules }, 'a set stays in the folder: the network file does not fit');
    return 'a set stays there, since the network file does not fit';
  }
  const to = `refused/${place}`;
  for (const folder of ['refused', to]) await store.makeFolder(folder);
  await store.write(`${to}/findings.json`, writeFindings(found.name, taken.findings));
  await putAway(store, found.name, { to, files });
  parts.log.warn({ ...told, rules }, 'a set of the folder is refused');
  return undefined;
}

async function readOrRefuse(
  store: FileStore,
  found: FoundSet,
): Promise<ReadSet | Extract<TakenSet, { findings: unknown }>> {
  try {
    return await readSet(store, found);
  } catch (error) {
    if (!(error instanceof SetFault)) throw error;
    const refused = finding([], 'set-refused', { expected: error.wording });
    return { kind: 'refused', findings: [{ pointer: '', finding: refused }] };
  }
}

/** For the one who left the set there: where and why, in both languages, and no value. */
function writeFindings(set: string, findings: readonly PointedFinding[]): Buffer {
  const errors = findings.map(({ pointer, finding: one }) => ({
    pointer,
    rule: one.params?.id ?? one.rule,
    ...(one.params?.xpath && { xpath: one.params.xpath }),
    ...(one.params?.line && { line: one.params.line }),
    ...(one.params?.xpath && one.path.length > 0 && { field: one.path.join('.') }),
    de: explain(one, 'de'),
    en: explain(one, 'en'),
  }));
  return Buffer.from(`${JSON.stringify({ set, errors }, null, 2)}\n`);
}
