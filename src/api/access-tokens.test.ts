import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { revokeApiKey } from '../store/api-keys.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

const issuer = 'https://login.landkreis.example';
const provider = createServer((_, response) => response.end(JSON.stringify({ keys: [publicKey] })));
let publicKey: object;
let privateKey: CryptoKey;
let strangersKey: CryptoKey;
let house: TestGateway;
let ahead = 0;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  privateKey = pair.privateKey;
  strangersKey = (await generateKeyPair('ES256')).privateKey;
  publicKey = { ...(await exportJWK(pair.publicKey)), kid: '1', alg: 'ES256' };
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
  const keys = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/keys`;
  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  network.portals[0].oauth = { issuer, audience: 'zustellwerk', client: 'kreisportal-client', keys };
  const config = join(mkdtempSync(join(tmpdir(), 'network-')), 'network.yaml');
  writeFileSync(config, stringify(network));
  house = await openTestGateway({ config, now: () => new Date(Date.now() + ahead) });
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  provider.close();
});

const statusWith = async (key: string) => (await house.call('/v1/submissions', { key })).status;

describe('a token of the issuer of a portal', () => {
  interface Claims {
    readonly iss?: string;
    readonly aud?: string;
    readonly client_id?: string;
    readonly exp?: number;
  }
  const soon = () => Math.floor(Date.now() / 1000) + 300;
  const sign = (change: Claims = {}, key: CryptoKey = privateKey) =>
    new SignJWT({ iss: issuer, aud: 'zustellwerk', client_id: 'kreisportal-client', exp: soon(), ...change })
      .setProtectedHeader({ alg: 'ES256', kid: '1', typ: 'at+jwt' })
      .sign(key);

  it('is as good as its key', async () => {
    const submitted = await house.call('/v1/submissions', { key: await sign(), body: sampleSubmission() });
    expect(submitted.status).toBe(202);
    const listed = await house.call('/v1/submissions', { key: await sign() });
    expect(await listed.json()).toMatchObject({ submissions: [{ portal: 'kreisportal' }] });
  });

  it.each<[string, Claims]>([
    ['another audience', { aud: 'elsewhere' }],
    ['another issuer', { iss: 'https://login.example' }],
    ['another client', { client_id: 'somebody' }],
    ['its time over', { exp: 1_700_000_000 }],
  ])('is refused with %s', async (_, change) => expect(await statusWith(await sign(change))).toBe(401));

  it('is refused when somebody else has signed it, or nobody', async () => {
    expect(await statusWith(await sign({}, strangersKey))).toBe(401);
    const [head = '', body = ''] = (await sign()).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [`${none}.${body}.`, `${head}.${body}.`, 'a.b.c', '...']) {
      expect(await statusWith(token)).toBe(401);
    }
  });

  it('is refused soon after it has expired, although it was good', async () => {
    const token = await sign();
    expect(await statusWith(token)).toBe(200);
    ahead += 400_000;
    expect(await statusWith(token)).toBe(401);
    ahead = 0;
  });
});

describe('a token of our own', () => {
  const ask = (form: Record<string, string>, headers = {}) =>
    house.call('/v1/oauth/token', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  const grant = { grant_type: 'client_credentials' };
  const idOf = (key: string) => key.split('_')[2] ?? '';

  it('is given for a key, in the body or as HTTP Basic, until the key is revoked', async () => {
    const key = await house.key('portal', 'formularportal');
    const inBody = await ask({ ...grant, client_id: idOf(key), client_secret: key });
    expect(inBody.headers.get('cache-control')).toBe('no-store');
    const authorization = `Basic ${Buffer.from(`${idOf(key)}:${key}`).toString('base64')}`;
    const { access_token: token, ...rest } = (await (await ask(grant, { authorization })).json()) as {
      access_token: string;
    };
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 600 });
    expect(await statusWith(token)).toBe(200);
    await revokeApiKey(house.gateway.database.kysely, idOf(key), new Date());
    ahead += 6_000;
    expect(await statusWith(token)).toBe(401);
    ahead = 0;
  });

  it('ends by itself', async () => {
    const key = await house.key('portal', 'formularportal');
    const { access_token: token } = (await (
      await ask({ ...grant, client_id: idOf(key), client_secret: key })
    ).json()) as { access_token: string };
    expect(await statusWith(token)).toBe(200);
    ahead += 601_000;
    expect(await statusWith(token)).toBe(401);
    ahead = 0;
  });

  it('is refused as RFC 6749 says', async () => {
    const key = await house.key('portal', 'formularportal');
    const good = { ...grant, client_id: idOf(key), client_secret: key };
    const { access_token: token } = (await (await ask(good)).json()) as { access_token: string };
    for (const [form, status, error] of [
      [{ ...good, grant_type: 'password' }, 400, 'unsupported_grant_type'],
      [{ ...good, scope: 'all' }, 400, 'invalid_scope'],
      [{ ...good, client_id: '000000000000' }, 401, 'invalid_client'],
      [{ ...good, client_secret: `${key.slice(0, -2)}xx` }, 401, 'invalid_client'],
      [{ ...good, client_secret: token }, 401, 'invalid_client'],
      [grant, 401, 'invalid_client'],
    ] as const) {
      const response = await ask(form);
      expect({ status: response.status, body: await response.json() }).toMatchObject({ status, body: { error } });
    }
  });
});
