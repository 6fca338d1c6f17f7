import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeys } from '../../../test/fit-connect/keys.ts';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import type { CreatedKeys } from '../jwk/create.ts';
import { decryptJwe } from './decrypt.ts';
import { decryptAttachment } from './decrypt-attachment.ts';
import { encryptJwe } from './encrypt.ts';
import { checkJweHeader, type JweRules } from './header.ts';
import { openMemorySink } from './sink.ts';

const json = Buffer.from('{"a":1}');
const v1: JweRules = { version: 'v1', part: 'metadata' };
const v2: JweRules = { version: 'v2', part: 'metadata' };

let keys: CreatedKeys;
let other: CreatedKeys;
beforeAll(async () => {
  [keys, other] = await Promise.all([testKeys('encryption', 'encryption'), testKeys('other', 'encryption')]);
}, 60_000);

/** A JWE with any header, as a forger would make it. */
function forge(
  header: object,
  content: Buffer,
  { padding = constants.RSA_PKCS1_OAEP_PADDING, oaepHash = 'sha256' } = {},
) {
  const { kty, n, e } = keys.public;
  const head = Buffer.from(JSON.stringify(header)).toString('base64url');
  const contentKey = randomBytes(32);
  const vector = randomBytes(12);
  const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  const wrapped = publicEncrypt({ key, padding, oaepHash }, contentKey);
  const cipher = createCipheriv('aes-256-gcm', contentKey, vector).setAAD(Buffer.from(head));
  const text = Buffer.concat([cipher.update(content), cipher.final()]);
  const parts = [wrapped, vector, text, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [head, ...parts].join('.');
}

const honest = () => ({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: keys.public.kid, cty: 'application/json' });
const bomb = () => forge({ ...honest(), zip: 'DEF' }, deflateRawSync(Buffer.alloc(50_000_000)));

const swap = (compact: string, segment: number, position: number) => {
  const parts = compact.split('.');
  const bytes = Buffer.from(parts[segment] ?? '', 'base64url');
  bytes[position] = (bytes[position] ?? 0) ^ 1;
  parts[segment] = bytes.toString('base64url');
  return parts.join('.');
};

describe('what was encrypted', () => {
  it('opens in both versions, with tag and hash', async () => {
    const { jwe, authenticationTag, sha512 } = await encryptJwe(json, keys.public, 'application/json');
    for (const rules of [v1, v2]) {
      const opened = await decryptJwe(jwe, [other.private, keys.private], rules);
      expect(Buffer.from(opened.plaintext)).toEqual(json);
      expect(opened).toMatchObject({ authenticationTag, sha512, header: honest() });
    }
    expect(jwe.split('.')[4]).toBe(authenticationTag);
  });

  it('opens empty and never compressed', async () => {
    const { jwe } = await encryptJwe(new Uint8Array(), keys.public, 'application/json');
    expect(jwe.length).toBeGreaterThanOrEqual(776);
    expect((await decryptJwe(jwe, keys.private, v2)).header.zip).toBeUndefined();
  });

  it('is not made for a key that breaks the rules', async () => {
    const signing = { ...keys.public, key_ops: ['verify'] };
    expect(await reasonOf(() => encryptJwe(json, signing, 'application/json'))).toBe('KEY_OPERATIONS');
  });

  it('opens compressed in version 1', async () => {
    const { plaintext } = await decryptJwe(forge({ ...honest(), zip: 'DEF' }, deflateRawSync(json)), keys.private, v1);
    expect(Buffer.from(plaintext)).toEqual(json);
  });

  it('opens with a key that has no id of its own, where it is the only one', async () => {
    const { kid: _, ...bare } = keys.private;
    const jwe = forge(honest(), json);
    expect((await decryptJwe(jwe, bare, v2)).plaintext).toEqual(new Uint8Array(json));
    expect(await reasonOf(() => decryptJwe(jwe, [bare, bare], v2))).toBe('JWE_KEY_UNKNOWN');
  });

  it('opens without a key id in version 1, where there is one key only', async () => {
    const { kid: _, ...header } = honest();
    const compact = forge(header, json);
    expect(await reasonOf(() => decryptJwe(compact, keys.private, v1))).toBe('taken');
    expect(await reasonOf(() => decryptJwe(compact, [keys.private, other.private], v1))).toBe('JWE_KEY_UNKNOWN');
    expect(await reasonOf(() => decryptJwe(compact, keys.private, v2))).toBe('JWE_KEY_UNKNOWN');
  });
});

/** Every case is refused by the decryption in memory and by the one in pieces. */
const refusals: [string, JweRules, () => string][] = [
  ['JWE_ALGORITHM', v1, () => forge({ ...honest(), alg: 'RSA-OAEP' }, json, { oaepHash: 'sha1' })],
  ['JWE_ALGORITHM', v1, () => forge({ ...honest(), alg: 'RSA1_5' }, json, { padding: constants.RSA_PKCS1_PADDING })],
  ['JWE_ALGORITHM', v2, () => forge({ ...honest(), enc: 'A128GCM' }, json)],
  ['JWE_ALGORITHM', v2, () => forge({ ...honest(), alg: ['RSA-OAEP-256'] }, json)],
  ['JWE_CRITICAL', v2, () => forge({ ...honest(), crit: ['exp'], exp: 1 }, json)],
  ['JWE_COMPRESSED', v2, () => forge({ ...honest(), zip: 'DEF' }, deflateRawSync(json))],
  ['JWE_COMPRESSED', v1, () => forge({ ...honest(), zip: 'GZIP' }, json)],
  ['JWE_KEY_UNKNOWN', v2, () => forge({ ...honest(), kid: 'somebody-else' }, json)],
  ['JWE_MALFORMED', v2, () => forge({ ...honest(), kid: 7 }, json)],
  ['JWE_MALFORMED', v2, () => 'a.b.c'],
  ['JWE_MALFORMED', v2, () => `${forge(honest(), json)}.more`],
  ['JWE_MALFORMED', v2, () => `!${forge(honest(), json)}`],
  ['JWE_MALFORMED', v2, () => forge(honest(), json).slice(0, -1)],
  ['JWE_UNDECIPHERABLE', v2, () => swap(forge(honest(), json), 1, 9)],
  ['JWE_UNDECIPHERABLE', v2, () => swap(forge(honest(), json), 2, 0)],
  ['JWE_UNDECIPHERABLE', v2, () => swap(forge(honest(), json), 3, 3)],
  ['JWE_UNDECIPHERABLE', v2, () => swap(forge(honest(), json), 4, 15)],
  ['JWE_UNDECIPHERABLE', v2, () => forge(honest(), json, { oaepHash: 'sha1' })],
  ['JWE_UNDECIPHERABLE', v1, () => forge({ ...honest(), zip: 'DEF' }, Buffer.from('no deflate at all'))],
  ['JWE_TOO_LARGE', { ...v1, maxBytes: 1_000_000 }, bomb],
  ['JWE_TOO_LARGE', { ...v2, maxBytes: 6 }, () => forge(honest(), json)],
];

describe('a manipulation is refused', () => {
  it.each(refusals)('%s', async (reason, rules, make) => {
    const compact = make();
    expect(await reasonOf(() => decryptJwe(compact, keys.private, rules))).toBe(reason);
    const list = [keys.private];
    const inPieces = { version: rules.version, maxBytes: rules.maxBytes };
    expect(await reasonOf(() => decryptAttachment(cut(compact, 1000), list, inPieces, openMemorySink()))).toBe(reason);
  });

  it('and all refusals look alike from outside', async () => {
    const seen = new Set<string>();
    for (const [, rules, make] of refusals) {
      const error = await decryptJwe(make(), keys.private, rules).catch((thrown: Error) => thrown);
      seen.add(`${error}|${JSON.stringify(error)}|${Object.keys(error).sort()}`);
    }
    expect([...seen]).toEqual([
      'DecryptionRefused: The content could not be decrypted.|{"name":"DecryptionRefused","code":"DECRYPTION_REFUSED"}|code,name',
    ]);
  });

  it('also a content type that version 2 does not know, but not for attachments', async () => {
    for (const cty of [undefined, 'text/plain', 'application/xml']) {
      expect(await reasonOf(() => checkJweHeader({ ...honest(), cty }, v2))).toBe('JWE_CONTENT_TYPE');
      expect(await reasonOf(() => checkJweHeader({ ...honest(), cty }, v1))).toBe('taken');
      expect(await reasonOf(() => checkJweHeader({ ...honest(), cty }, { ...v2, part: 'attachment' }))).toBe('taken');
    }
    expect(checkJweHeader({ ...honest(), cty: 'application/xml' }, { ...v2, part: 'data' })).toBeTruthy();
  });
});

async function* cut(text: string, size: number) {
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
}
