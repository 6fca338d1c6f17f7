import { z } from 'zod';
import { calendarDate } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { noticeDataRules, noticeMembers, type WithAttachments } from './trade-notice-data.ts';

/** What a business says when it registers (form GewA 1). */
const { municipalityKey, business, persons, activity } = noticeMembers;

const gewerbeanmeldung = z.strictObject({
  municipalityKey,
  business,
  persons,
  validFrom: calendarDate.describe('Day on which the business begins'),
  activity,
  reason: z.string().describe('Grund der Anmeldung, two digits, code list of XGewerbeanzeige'),
});

export type Gewerbeanmeldung = z.output<typeof gewerbeanmeldung> & WithAttachments;

export const gewerbeanmeldungData = zodData(gewerbeanmeldung, noticeDataRules());
