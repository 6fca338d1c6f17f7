import { z } from 'zod';
import { birthDateRules } from '../common-data.ts';
import { zodData } from '../data-schema.ts';
import { identification } from './parts/identification.ts';

/** What stands before and after a registration: the request for the prefilled form (§ 23a (1) BMG), and the code (§ 23a (3) BMG). */

export const prefilledFormData = zodData(identification, birthDateRules('person.birthDate'));

const confirmation = identification.extend({
  code: z.string().describe('Bestätigungscode, as the authority sent it to the person by post'),
});

export type Confirmation = z.output<typeof confirmation>;

export const confirmationData = zodData(confirmation, birthDateRules('person.birthDate'));
