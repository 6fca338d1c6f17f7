import { createHmac, randomBytes } from 'node:crypto';

/*
 * Signatures of Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA256 over id, time and body, `v1`.
 */

const prefix = 'whsec_';

/** A secret to share with a portal: 256 random bits. */
export function makeSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`;
}

/**
 * The value of `webhook-signature`: one signature by each secret, so that the receiver may know any of them.
 *
 * @param seconds since 1970, as in `webhook-timestamp`
 */
export function sign(secrets: readonly string[], id: string, seconds: number, body: string): string {
  return secrets
    .map((secret) => createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64')))
    .map((hmac) => `v1,${hmac.update(`${id}.${seconds}.${body}`).digest('base64')}`)
    .join(' ');
}
