import {
  checkFolder,
  closeInFolder,
  defineProcedure,
  folderOptions,
  giveUpInFolder,
  lookIntoFolder,
  outcomeOfReceipt,
  putIntoFolder,
  readReceipt,
  recordedFolder,
  refineFolder,
  z,
} from 'zustellwerk/sdk';

const hour = 3_600_000;

export default defineProcedure({
  id: 'my-adapter',
  version: '0.1.0',
  summary: {
    de: 'Legt die Nachricht in einen Ordner und liest die Quittung, die dort erscheint.',
    en: 'Puts the message into a folder, and reads the receipt that appears there.',
  },
  options: z
    .strictObject({
      ...folderOptions,
      termHours: z
        .int()
        .min(1)
        .default(48)
        .meta({ description: 'Hours without a receipt after which a person looks. Keep delivery.maxAge longer.' }),
    })
    .superRefine(refineFolder),
  capabilities: { success: 'delivered', recognisesDuplicates: false },

  check: checkFolder,

  deliver: (job) =>
    recordedFolder(job, 'put', async (store) => judge(store, await putIntoFolder(store, parcelOf(job)), job)),

  lookup: (job) =>
    recordedFolder(job, 'look', async (store) => {
      const state = await lookIntoFolder(store, parcelOf(job));
      return state.kind === 'absent' ? { kind: 'absent', answer: 'not in the folder' } : judge(store, state, job);
    }),
});

function parcelOf({ deliveryKey: name, message, attempt }) {
  return { name, xml: message.xml, now: new Date(), attempt };
}

/** What lies in the folder says what an attempt came to. */
async function judge(store, state, { deliveryKey: name, message, options }) {
  const now = new Date();
  switch (state.kind) {
    case 'waiting': {
      if (now - state.since < options.termHours * hour) return { ...lookAgain(15), answer: 'no receipt yet' };
      await giveUpInFolder(store, { name, now });
      return askAPerson('no receipt within the term');
    }
    case 'receipt': {
      const reading = await readReceipt(state.bytes);
      // Who does not rename may still be writing it.
      if (reading.kind !== 'receipt' && now - state.writtenAt < hour / 6)
        return { ...lookAgain(1), answer: 'no receipt' };
      if (reading.kind !== 'receipt') return askAPerson('no receipt in its file');
      const outcome = outcomeOfReceipt(reading.receipt, state.bytes, message.uuid, 'receipt');
      if (outcome.kind === 'unknown') return askAPerson(outcome.answer);
      await closeInFolder(store, { name, now }, state.bytes, new Date(now - 7 * 24 * hour));
      return outcome;
    }
    default:
      return askAPerson('something else lies in the folder');
  }
}

/** The procedure has it: that does not count as an attempt. */
function lookAgain(minutes) {
  return { kind: 'later', awaitsAnswer: true, notBefore: new Date(Date.now() + minutes * 60_000) };
}

function askAPerson(answer) {
  return { kind: 'unknown', needsPerson: true, answer };
}
