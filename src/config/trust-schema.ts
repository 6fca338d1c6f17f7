import { z } from 'zod';
import { id, list, mapping, pattern, text } from './fields.ts';
import { trustLevels } from './service-settings-schema.ts';

const level = z.enum(trustLevels, { error: `one of ${trustLevels.join(', ')}` });

export const keys = z
  .string()
  .refine((given) => /^(env|file):.+$/.test(given) || isKeyAddress(given), {
    error: 'an https address, or a reference env:NAME or file:path',
  })
  .describe(
    "The issuer's public keys (JWK Set): an https address that is asked when a key is not known, or a reference.",
  );

/** Keys that travel in the clear could be exchanged: http only within this machine. */
function isKeyAddress(given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname } = new URL(given);
  return protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost'));
}

const assertion = mapping({
  issuer: text('what the issuer calls itself').describe('Who signs the assertions (claim `iss`).'),
  audience: text('what the issuer calls this gateway').describe('For whom they are made (claim `aud`).'),
  keys,
  levelClaim: pattern(/^\S+$/, 'the name of a claim').default('level').describe('Claim with the trust level.'),
  methodClaim: pattern(/^\S+$/, 'the name of a claim')
    .optional()
    .describe("Claim with the method; absent: the portal's word on the method counts."),
  portals: list(id, 'portal ids')
    .min(1, { error: 'at least one portal' })
    .optional()
    .describe('Portals whose submissions need one; absent: all.'),
  services: list(id, 'service ids')
    .min(1, { error: 'at least one service' })
    .optional()
    .describe('Services whose submissions need one; absent: all.'),
});

/** How applicants are known: what words for levels mean, and whose word counts. */
export const trust = mapping({
  levels: z
    .record(z.string(), level, { error: 'a mapping of words to levels, like STORK-QAA-Level-2: normal' })
    .default({})
    .describe('What further words for a level mean; STORK-QAA-Level-1 to -4 are known and can be read otherwise.'),
  assertions: list(assertion, 'issuers, each with issuer, audience and keys')
    .default([])
    .describe('Where a signed assertion (JWT) is needed in place of the word of the portal.'),
});
