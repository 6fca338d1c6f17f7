import { z } from 'zod';
import { calendarDate, notInFuture } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { certificatesWith, standardOfBirth } from './certificates.ts';
import { personNames } from './names.ts';
import { applicantRules, orderMembers, type WithFiles } from './order.ts';

/** What a citizen says to get certificates of a birth (§§ 55, 59, 62 PStG). */
const geburtsurkunde = z.strictObject({
  ...orderMembers,
  child: personNames
    .extend({
      birthDate: calendarDate,
      registerNumber: z.string().optional().describe('Number of the entry in the register of births'),
      birthPlace: z.string(),
    })
    .describe('Whose birth is on record'),
  certificates: certificatesWith(standardOfBirth),
});

export type Geburtsurkunde = z.output<typeof geburtsurkunde> & WithFiles;

export const geburtsurkundeData = zodData(geburtsurkunde, [...applicantRules, notInFuture('child.birthDate')]);
