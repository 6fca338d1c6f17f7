import { z } from 'zod';
import { calendarDate } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { changedActivity, noticeDataRules, noticeMembers, type WithAttachments } from './trade-notice-data.ts';

/** What a business says when it moves within the municipality or changes what it does (form GewA 2). */
const { municipalityKey, business, persons } = noticeMembers;

const gewerbeummeldung = z.strictObject({
  municipalityKey,
  business,
  persons,
  validFrom: calendarDate.describe('Day from which the change holds'),
  activity: changedActivity.describe('What the business does after the change'),
  accidentInsurance: z
    .strictObject({
      carrier: z.string().describe('Träger, two digits, code list of XGewerbeanzeige'),
      membershipNumber: z.string(),
    })
    .optional()
    .describe('Bisherige gesetzliche Unfallversicherung'),
  reasons: z.array(z.string()).min(1).describe('Gründe der Ummeldung, two digits each, code list of XGewerbeanzeige'),
});

export type Gewerbeummeldung = z.output<typeof gewerbeummeldung> & WithAttachments;

export const gewerbeummeldungData = zodData(gewerbeummeldung, noticeDataRules());
