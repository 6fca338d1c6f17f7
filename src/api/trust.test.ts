import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkWith } from '../testing/network-file.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

/** One network: formularportal needs a signed assertion, kreisportal's word counts. */

let house: TestGateway;
let issuer: Server;
let privateKey: CryptoKey;
let stranger: CryptoKey;
const keys = { kreisportal: '', formularportal: '' };
const now = () => new Date('2026-11-25T10:00:00Z');

beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  ({ privateKey } = pair);
  ({ privateKey: stranger } = await generateKeyPair('ES256'));
  const keySet = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256', use: 'sig' }] });
  issuer = createServer((_, response) => response.setHeader('content-type', 'application/json').end(keySet));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const { port } = issuer.address() as AddressInfo;
  const assertion = { issuer: 'https://konto.example', audience: 'zustellwerk', portals: ['formularportal'] };
  const assertions = [{ ...assertion, keys: `http://127.0.0.1:${port}/keys`, methodClaim: 'method' }];
  const trust = { levels: { 'STORK-QAA-Level-2': 'substantiell', high: 'hoch' }, assertions };
  const services = [{ service: 'geburtsurkunde', region: '034570013013', trustLevel: 'substantiell' }];
  house = await openTestGateway({ config: networkWith({}, { trust, services }), now });
  keys.kreisportal = await house.key('portal', 'kreisportal');
  keys.formularportal = await house.key('portal', 'formularportal');
});
afterAll(async () => {
  issuer.close();
  await house[Symbol.asyncDispose]();
});

type Portal = keyof typeof keys;

async function post(body: object, portal: Portal = 'kreisportal', headers: Record<string, string> = {}) {
  const response = await house.call('/v1/submissions', { key: keys[portal], body, headers });
  const answer = (await response.json()) as {
    id: string;
    type?: string;
    errors?: { pointer: string; rule: string; detail: string }[];
    warnings?: { pointer: string; rule: string }[];
  };
  const faults = answer.errors?.map(({ pointer, rule }) => `${pointer} ${rule}`);
  return { status: response.status, answer, faults };
}

/** § 18 (3) BMG asks for `hoch` where the certificate is issued electronically. */
function certificate(authentication?: object, delivery = '03') {
  const sample = sampleSubmission() as { data: object };
  return { ...sample, data: { ...sample.data, certificate: { delivery } }, ...(authentication && { authentication }) };
}

const english = { 'accept-language': 'en' };

describe('the level that a service asks for', () => {
  it('is enforced, and the refusal says which methods suffice', async () => {
    const { status, faults, answer } = await post(
      certificate({ level: 'substantiell', method: 'Elster' }),
      'kreisportal',
      english,
    );
    expect([status, faults]).toEqual([422, ['/authentication/level trust-level']]);
    expect(answer.errors?.[0]?.detail).toBe(
      'This service asks for trust level hoch; the applicant is known at substantiell. These methods suffice: Unternehmenskonto, eIDAS, eID.',
    );
    expect((await post(certificate())).faults).toEqual(['/authentication trust-level']);
    expect((await post(certificate({ method: 'none' }))).faults).toEqual(['/authentication/level trust-level']);
  });

  it("that was reached is recorded, and is no one else's affair", async () => {
    const { status, answer } = await post(
      certificate({ level: 'STORK-QAA-Level-4', method: 'eID', account: 'BundID' }),
    );
    expect(status).toBe(202);
    const read = await house.call(`/v1/submissions/${answer.id}`, { key: keys.kreisportal });
    expect(await read.json()).toMatchObject({
      trust: { level: 'hoch', method: 'eID', required: 'hoch', by: 'portal' },
    });
  });

  it('may depend on the data: nothing is asked for a certificate by post', async () => {
    expect((await post(certificate(undefined, '01'))).status).toBe(202);
  });

  it('that is only an assumption is told and refuses nobody', async () => {
    const body = {
      serviceId: 'wohnsitz-abmeldung',
      region: '034570013013',
      profile: 'native',
      data: {},
    };
    expect((await post(body)).faults).not.toContain('/authentication trust-level');
  });

  it('can be set for a region by the network', async () => {
    const body = { serviceId: 'geburtsurkunde', region: '034570013013', profile: 'native', data: {} };
    expect((await post(body)).faults).toContain('/authentication trust-level');
    const authentication = { level: 'STORK-QAA-Level-2', method: 'Benutzername-Plus' };
    expect((await post({ ...body, authentication })).faults).not.toContain('/authentication/level trust-level');
  });

  it.each([
    [{ level: 'eidas-high', method: 'eID' }, '/authentication/level choice'],
    [{ level: 'hoch', method: 'Benutzername' }, '/authentication/level conflict'],
    [{ level: 'hoch' }, '/authentication/method required'],
  ])('is told in words that are known, and that the method can reach: %j', async (authentication, fault) => {
    expect((await post(certificate(authentication))).faults).toContain(fault);
  });
});

describe('a signed assertion', () => {
  const sign = (claims: object, key = privateKey, change: (token: SignJWT) => SignJWT = (token) => token) =>
    change(
      new SignJWT({ level: 'high', method: 'eID', ...claims })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer('https://konto.example')
        .setAudience('zustellwerk')
        .setJti(crypto.randomUUID())
        .setExpirationTime(new Date(now().getTime() + 300_000)),
    ).sign(key);
  const body = (assertion?: string) => ({
    serviceId: 'meldebescheinigung',
    region: '034570013013',
    profile: 'formularserver',
    data: {
      antragsteller: { familienname: 'Mustermann', vornamen: 'Erika', geburtsdatum: '12.05.1990' },
      anschrift: { strasse: 'Musterstraße', hausnummer: '12a', plz: '26789' },
      bescheinigung: { zustellung: 'Post' },
    },
    authentication: { level: 'normal', method: 'Benutzername', ...(assertion && { assertion }) },
  });
  const send = async (assertion?: string, headers = {}) => post(body(assertion), 'formularportal', headers);

  it("counts in place of the portal's word", async () => {
    const { status, answer } = await send(await sign({}));
    expect(status).toBe(202);
    const read = await house.call(`/v1/submissions/${answer.id}`, { key: keys.formularportal });
    expect(await read.json()).toMatchObject({ trust: { level: 'hoch', method: 'eID', by: 'issuer' } });
  });

  it('is refused when it is missing, forged, expired, for others, or says nothing', async () => {
    const made = await Promise.all([
      Promise.resolve(undefined),
      Promise.resolve('no.jwt.at-all'),
      sign({}, stranger),
      sign({}, privateKey, (token) => token.setExpirationTime(new Date(now().getTime() - 61_000))),
      sign({}, privateKey, (token) => token.setAudience('others')),
      sign({ level: 'very high' }),
    ]);
    const details = [];
    for (const assertion of made) {
      const { faults, answer } = await send(assertion, english);
      expect(faults).toEqual([`/authentication/assertion ${assertion === undefined ? 'required' : 'assertion'}`]);
      details.push(answer.errors?.[0]?.detail);
    }
    expect(details.slice(1).map((detail) => detail?.replace(/^.*not valid: /, ''))).toEqual([
      'it is no signed JWT.',
      'the signature is not that of the issuer.',
      'it has expired.',
      'the claim aud is missing or wrong.',
      'the claim level is missing or wrong.',
    ]);
  });

  it('is used once; the same request again gives the first answer', async () => {
    const assertion = await sign({});
    const first = await send(assertion, { 'idempotency-key': 'trust-1' });
    const again = await send(assertion, { 'idempotency-key': 'trust-1' });
    expect([first.status, again.status, again.answer.id]).toEqual([202, 202, first.answer.id]);
    expect((await send(assertion, { 'idempotency-key': 'trust-2' })).faults).toEqual([
      '/authentication/assertion assertion-used',
    ]);
  });

  it('cannot be judged without the keys of its issuer: 503, and try again', async () => {
    const assertion = { issuer: 'x', audience: 'x', keys: 'http://127.0.0.1:9/keys' };
    await using other = await openTestGateway({ config: networkWith({}, { trust: { assertions: [assertion] } }), now });
    const key = await other.key('portal', 'kreisportal');
    const authentication = { method: 'eID', assertion: await sign({}) };
    const response = await other.call('/v1/submissions', { key, body: sampleSubmission({ authentication }) });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
  });
});
