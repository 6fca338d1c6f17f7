import { createHmac, timingSafeEqual } from 'node:crypto';
import { readJsonSegment } from '../base64url.ts';

/** Seconds that an access token is good for, as at the service. */
export const tokenLifetime = 1_800;

/** An access token says who and until when, and is authenticated; so every process of the service can read it. */
export function writeAccessToken(clientId: string, now: Date, key: Buffer): string {
  const until = Math.floor(now.getTime() / 1000) + tokenLifetime;
  const content = Buffer.from(JSON.stringify({ clientId, until })).toString('base64url');
  return `${content}.${authenticate(content, key)}`;
}

/** The client whose token it is; undefined when it is none of ours or too old. */
export function readAccessToken(token: string, now: Date, key: Buffer): string | undefined {
  const [content = '', authentication = ''] = token.split('.');
  const expected = Buffer.from(authenticate(content, key));
  const given = Buffer.from(authentication);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const { clientId, until } = readJsonSegment(content) ?? {};
  if (typeof clientId !== 'string' || typeof until !== 'number') return undefined;
  return now.getTime() < until * 1000 ? clientId : undefined;
}

function authenticate(content: string, key: Buffer): string {
  return createHmac('sha256', key).update(content).digest('base64url');
}
