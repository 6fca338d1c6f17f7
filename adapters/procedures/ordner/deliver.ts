import {
  closeInFolder,
  type DeliveryJob,
  type FileStore,
  type FolderState,
  giveUpInFolder,
  type LookupOutcome,
  lookIntoFolder,
  type Outcome,
  outcomeOfReceipt,
  type Parcel,
  putIntoFolder,
  readReceipt,
  recordedFolder,
  StoreFault,
} from '../../../src/sdk.ts';
import type { Options } from './options.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** So long a receipt may be unreadable: a procedure that does not rename may still be writing it. */
const writingTime = 10 * minute;

/** Puts the message into the folder, or looks what has become of it there. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  return recordedFolder(job, 'put', async (store) => {
    const parcel = parcelOf(job);
    return judge(store, await putIntoFolder(store, parcel), job, parcel.now);
  });
}

/** What became of earlier attempts, by what lies in the folder. */
export async function lookUp(job: DeliveryJob<Options>): Promise<LookupOutcome> {
  return recordedFolder(job, 'look', async (store) => {
    const parcel = parcelOf(job);
    const state = await lookIntoFolder(store, parcel);
    if (state.kind === 'absent') return { kind: 'absent', answer: 'not in the folder' };
    return judge(store, state, job, parcel.now);
  });
}

function parcelOf({ deliveryKey: name, message, attempt }: DeliveryJob<Options>): Parcel {
  return { name, xml: message.xml, now: new Date(), attempt };
}

async function judge(store: FileStore, state: FolderState, job: DeliveryJob<Options>, now: Date): Promise<Outcome> {
  switch (state.kind) {
    case 'receipt':
      return judgeReceipt(store, state, job, now);
    case 'conflict':
      return { kind: 'unknown', needsPerson: true, answer: 'another file lies under the name of this message' };
    case 'given-up':
      return { kind: 'unknown', needsPerson: true, answer: 'no receipt within the term' };
    case 'closed':
      return { kind: 'handed-over', answer: 'lies in the folder' };
    case 'waiting':
      if (job.options.receipt) return awaitReceipt(store, state, job, now);
      await closeInFolder(store, { name: job.deliveryKey, now }, undefined, forgetBefore(job.options, now));
      return { kind: 'handed-over', answer: state.taken ? 'taken from the folder' : 'lies in the folder' };
  }
}

async function judgeReceipt(
  store: FileStore,
  { bytes, writtenAt }: Extract<FolderState, { kind: 'receipt' }>,
  { message, deliveryKey, options }: DeliveryJob<Options>,
  now: Date,
): Promise<Outcome> {
  const reading = await readReceipt(bytes);
  if (reading.kind === 'unreadable') {
    const answer = `no receipt (${reading.reason}) in the receipt's file`;
    if (now.getTime() - writtenAt.getTime() > writingTime) return { kind: 'unknown', needsPerson: true, answer };
    return { kind: 'later', awaitsAnswer: true, notBefore: new Date(now.getTime() + minute), answer };
  }
  const outcome = outcomeOfReceipt(reading.receipt, bytes, message.uuid, 'receipt');
  if (outcome.kind === 'unknown') return { ...outcome, needsPerson: true };
  try {
    await closeInFolder(store, { name: deliveryKey, now }, bytes, forgetBefore(options, now));
    return outcome;
  } catch (error) {
    // What the receipt says stands, also when the folder cannot be tidied.
    if (error instanceof StoreFault) return { ...outcome, answer: `receipt; not tidied: ${error.message}` };
    throw error;
  }
}

async function awaitReceipt(
  store: FileStore,
  { taken, since }: Extract<FolderState, { kind: 'waiting' }>,
  { deliveryKey: name, options: { pollMinutes, termHours } }: DeliveryJob<Options>,
  now: Date,
): Promise<Outcome> {
  const where = taken ? 'taken from the folder' : 'lies in the folder';
  if (now.getTime() - since.getTime() >= termHours * hour) {
    await giveUpInFolder(store, { name, now });
    return { kind: 'unknown', needsPerson: true, answer: `${where}, no receipt within ${termHours} hours` };
  }
  const notBefore = new Date(now.getTime() + pollMinutes * minute);
  return { kind: 'later', awaitsAnswer: true, notBefore, answer: `${where}, no receipt yet` };
}

function forgetBefore({ keepDays }: Options, now: Date): Date {
  return new Date(now.getTime() - keepDays * day);
}
