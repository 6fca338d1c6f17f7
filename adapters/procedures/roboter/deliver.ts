import {
  type CaseState,
  closeCase,
  type DeliveryJob,
  type FileStore,
  giveUpCase,
  type LookupOutcome,
  lookForCase,
  type Outcome,
  putCase,
  recordedFolder,
  StoreFault,
  writeCaseFiles,
} from '../../../src/sdk.ts';
import type { Options } from './options.ts';
import { outcomeOfResult } from './result.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** So long a result may be missing after `done`, or be unreadable: network folders show files late. */
const writingTime = 10 * minute;

/** Puts the case into the folder, or looks how far the robot is with it. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  const { message, deliveryKey, attempt } = job;
  const files = () =>
    writeCaseFiles({ id: message.id, uuid: message.uuid, deliveryKey, xml: message.xml, content: message.content() });
  return recordedFolder(job, 'put', async (store) => {
    const now = new Date();
    return judge(store, await putCase(store, { name: deliveryKey, files, now, attempt }), job, now);
  });
}

/** What became of earlier attempts, by what lies in the folder. */
export async function lookUp(job: DeliveryJob<Options>): Promise<LookupOutcome> {
  const { deliveryKey: name, attempt } = job;
  return recordedFolder(job, 'look', async (store) => {
    const now = new Date();
    const state = await lookForCase(store, { name, now, attempt });
    if (state.kind === 'absent') return { kind: 'absent', answer: 'not in the folder' };
    return judge(store, state, job, now);
  });
}

async function judge(store: FileStore, state: CaseState, job: DeliveryJob<Options>, now: Date): Promise<Outcome> {
  switch (state.kind) {
    case 'result':
      return judgeResult(store, state, job, now);
    case 'waiting':
      return awaitRobot(store, state, job, now);
    case 'given-up':
      return { kind: 'unknown', needsPerson: true, answer: 'a person has taken over' };
    case 'gone':
      await giveUpCase(store, job.deliveryKey, true, now);
      return { kind: 'unknown', needsPerson: true, answer: 'the folder of the case is gone' };
    case 'conflict':
      return { kind: 'unknown', needsPerson: true, answer: 'something else lies under the name of this case' };
  }
}

async function judgeResult(
  store: FileStore,
  { bytes, writtenAt }: Extract<CaseState, { kind: 'result' }>,
  { message, deliveryKey, options }: DeliveryJob<Options>,
  now: Date,
): Promise<Outcome> {
  const read = { messageUuid: message.uuid, robot: options.robot, doneAt: writtenAt };
  const outcome = bytes && outcomeOfResult(bytes, read);
  if (bytes === undefined || outcome === undefined) {
    const answer = `done, but ergebnis.json is ${bytes === undefined ? 'missing' : 'not readable'}`;
    if (now.getTime() - writtenAt.getTime() > writingTime) return { kind: 'unknown', needsPerson: true, answer };
    return { kind: 'later', awaitsAnswer: true, notBefore: new Date(now.getTime() + minute), answer };
  }
  try {
    await closeCase(store, deliveryKey, bytes, new Date(now.getTime() - options.keepDays * day));
    return outcome;
  } catch (error) {
    // What the result says stands, also when the folder cannot be tidied.
    if (error instanceof StoreFault) return { ...outcome, answer: `${outcome.answer}; not tidied: ${error.message}` };
    throw error;
  }
}

async function awaitRobot(
  store: FileStore,
  { taken, since }: Extract<CaseState, { kind: 'waiting' }>,
  { deliveryKey, options: { pollMinutes, termHours } }: DeliveryJob<Options>,
  now: Date,
): Promise<Outcome> {
  if (now.getTime() - since.getTime() < termHours * hour) {
    const notBefore = new Date(now.getTime() + pollMinutes * minute);
    const answer = taken ? 'taken by the robot, not done yet' : 'lies in the folder, not taken yet';
    return { kind: 'later', awaitsAnswer: true, notBefore, answer };
  }
  await giveUpCase(store, deliveryKey, taken, now);
  const what = taken
    ? `taken by the robot, not done within ${termHours} hours`
    : `not taken within ${termHours} hours and withdrawn`;
  return { kind: 'unknown', needsPerson: true, answer: `${what}: a person takes over` };
}
