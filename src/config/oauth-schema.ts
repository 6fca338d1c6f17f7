import { mapping, text } from './fields.ts';
import { keys } from './trust-schema.ts';

/** The identity provider whose access tokens a portal calls with. */
export const oauth = mapping({
  issuer: text('what the issuer calls itself').describe('Who issues the access tokens (claim `iss`).'),
  audience: text('what the issuer calls this gateway').describe('For whom they are issued (claim `aud`).'),
  client: text('the client id of the portal').describe(
    'Id of the portal at the issuer (claim `client_id`; without one `azp`, then `sub`).',
  ),
  keys,
});
