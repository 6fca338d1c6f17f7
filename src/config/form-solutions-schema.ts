import { z } from 'zod';
import { ars, duration, id, list, mapping, pattern, text } from './fields.ts';

/** How it is known who applies, where the application does not say it. */
export const applicantAuthentication = mapping({
  method: text('a method, like eID').describe('How applicants prove who they are: eID, Elster, Benutzername or none.'),
  level: z
    .string()
    .min(1)
    .optional()
    .describe('Vertrauensniveau that the form asks for: normal, substantiell or hoch.'),
});

const form = mapping({
  form: pattern(/^[\w.-]{1,100}$/, 'the id of a form, like melde-018').describe('Id of the form at the portal.'),
  service: id.describe('Id of the service that the form applies for.'),
  act: id.default('apply').describe('Act within the service.'),
  region: ars.describe('Municipality of the applications (ARS).'),
  authentication: applicantAuthentication
    .optional()
    .describe('How the portal knows whoever applies with this form; absent: nothing is said of it.'),
  files: list(z.enum(['pdf', 'attachments'], { error: 'pdf or attachments' }), 'files, like [attachments]')
    .default([])
    .describe(
      'Files beside an application that go with it: `pdf`, the form as a document; `attachments`, the ZIP file, unpacked. Absent: none.',
    ),
});

const place = (known: string) => text(`a path with {tenant}, {form}${known}`);

/** A tenant of Antragsmanagement 4.0 (Form-Solutions) that is polled. */
export const formSolutions = mapping({
  id: id.describe('Id of the source; no other source has it.'),
  authority: id.describe('Id of the authority whose forms they are.'),
  portal: id.describe('Id of the portal under which it submits, with the profile `antragsmanagement-4`.'),
  url: pattern(/^https?:\/\/[^\s?#]+$/, 'an address, like https://formulare.example/api').describe(
    'Base address of the Submission API.',
  ),
  tenant: text('the number of the tenant').describe(
    'Number of the tenant (Mandant): the user of Basic authentication.',
  ),
  apiKey: pattern(/^(env|file):.+$/, 'a reference, env:NAME or file:path').describe('API key of the tenant.'),
  poll: duration.prefault('60s').describe('How often it is asked for new applications.'),
  listPath: place('')
    .default('/tenants/{tenant}/forms/{form}/submissions')
    .describe('Where new applications of a form are listed. The real path is not public: this one is modelled.'),
  statusPath: place(' and {process}')
    .default('/tenants/{tenant}/forms/{form}/submissions/{process}/status')
    .describe('Where the status of an application is written. Modelled, too.'),
  filePath: place(', {process} and {file}')
    .default('/tenants/{tenant}/forms/{form}/submissions/{process}/files/{file}')
    .describe('Where a file beside an application is fetched. Modelled, too; the names of the files are known.'),
  taken: z.string().min(1).default('FETCHED').describe('Status of what was accepted here. Modelled.'),
  refused: z.string().min(1).default('REJECTED').describe('Status of what was refused here. Modelled.'),
  forms: list(form, 'forms').min(1, { error: 'at least one form' }).describe('What is fetched, and what it is here.'),
});
