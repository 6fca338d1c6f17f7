import { z } from 'zod';
import { calendarDate, notInFuture } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { certificatesWith, standardOfMarriage } from './certificates.ts';
import { personNames } from './names.ts';
import { applicantRules, orderMembers, type WithFiles } from './order.ts';

/** What a citizen says to get certificates of a marriage (§§ 55, 57, 62 PStG). */
const eheurkunde = z.strictObject({
  ...orderMembers,
  marriage: z.strictObject({
    spouse1: personNames,
    spouse2: personNames,
    date: calendarDate,
    place: z.string(),
    registerNumber: z.string().optional().describe('Number of the entry in the register of marriages'),
  }),
  certificates: certificatesWith(standardOfMarriage),
});

export type Eheurkunde = z.output<typeof eheurkunde> & WithFiles;

export const eheurkundeData = zodData(eheurkunde, [...applicantRules, notInFuture('marriage.date')]);
