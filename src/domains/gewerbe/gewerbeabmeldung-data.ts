import { z } from 'zod';
import { calendarDate } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { address, noticeDataRules, noticeMembers, type WithAttachments } from './trade-notice-data.ts';

/** What a business says when it ends (form GewA 3). */
const { municipalityKey, business, persons, activity } = noticeMembers;

const gewerbeabmeldung = z.strictObject({
  municipalityKey,
  business,
  persons,
  validFrom: calendarDate.describe('Day on which the business ends'),
  activity: activity.describe('What the business did'),
  futureBusiness: z
    .strictObject({
      name: z.string().optional().describe('Firm or trader that takes the business over'),
      address: address.optional().describe('Where it goes on'),
    })
    .optional()
    .describe('Künftiges Gewerbe, where the business goes on elsewhere or with somebody else'),
  reason: z.string().describe('Grund der Abmeldung, two digits, code list of XGewerbeanzeige'),
  cause: z.string().optional().describe('Ursache der Abmeldung, two digits, code list of XGewerbeanzeige'),
});

export type Gewerbeabmeldung = z.output<typeof gewerbeabmeldung> & WithAttachments;

export const gewerbeabmeldungData = zodData(gewerbeabmeldung, noticeDataRules('futureBusiness.address'));
