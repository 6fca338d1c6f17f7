import { z } from 'zod';
import { calendarDate, notInFuture } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { certificatesWith, standardOfDeath } from './certificates.ts';
import { personNames } from './names.ts';
import { applicantRules, orderMembers, type WithFiles } from './order.ts';

/** What a citizen says to get certificates of a death (§§ 55, 60, 62 PStG). */
const sterbeurkunde = z.strictObject({
  ...orderMembers,
  deceased: personNames.extend({
    birthDate: calendarDate,
    registerNumber: z.string().optional().describe('Number of the entry in the register of deaths'),
    deathDate: calendarDate.optional(),
    deathPlace: z.string(),
  }),
  certificates: certificatesWith(standardOfDeath),
});

export type Sterbeurkunde = z.output<typeof sterbeurkunde> & WithFiles;

export const sterbeurkundeData = zodData(sterbeurkunde, [
  ...applicantRules,
  notInFuture('deceased.birthDate'),
  notInFuture('deceased.deathDate'),
]);
