import type { Case } from './case.ts';
import { attachmentCases } from './cases/attachments.ts';
import { basics } from './cases/basics.ts';
import { callsRecorded, survivesKills, survivesLoad } from './cases/higher-levels.ts';
import { outages } from './cases/outages.ts';
import { nothingPersonal } from './cases/privacy.ts';
import { receipts } from './cases/receipts.ts';
import { refusals } from './cases/refusals.ts';
import { doubtResolved, repetition } from './cases/repetition.ts';
import { abortReleases } from './cases/resources.ts';

/** All cases in the order in which they run: a case comes after those that it needs. */
export const cases: readonly Case[] = [
  ...basics,
  ...refusals,
  ...outages,
  ...receipts,
  ...repetition,
  abortReleases,
  ...attachmentCases,
  nothingPersonal,
  callsRecorded,
  doubtResolved,
  survivesKills,
  survivesLoad,
];
