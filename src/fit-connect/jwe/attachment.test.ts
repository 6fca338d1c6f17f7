import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testKeys } from '../../../test/fit-connect/keys.ts';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import { sha512 } from '../hash.ts';
import type { CreatedKeys } from '../jwk/create.ts';
import { decryptJwe } from './decrypt.ts';
import { decryptAttachment } from './decrypt-attachment.ts';
import { encryptJwe } from './encrypt.ts';
import { encryptAttachment } from './encrypt-attachment.ts';
import { openFileSink, openMemorySink } from './sink.ts';

let keys: CreatedKeys;
const folder = mkdtempSync(join(tmpdir(), 'fit-connect-'));
beforeAll(async () => {
  keys = await testKeys('encryption', 'encryption');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function* cut<Content extends { readonly length: number; slice(from: number, to: number): Content }>(
  content: Content,
  sizes: readonly number[],
) {
  for (let from = 0, turn = 0; from < content.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield content.slice(from, from + size);
    from += size;
  }
}

async function encryptInPieces(content: Buffer, sizes: readonly number[]) {
  const pieces: string[] = [];
  const facts = await encryptAttachment(cut(content, sizes), keys.public, 'application/pdf', async (text) =>
    pieces.push(text),
  );
  return { ...facts, jwe: pieces.join('') };
}

describe('in pieces', () => {
  const content = randomBytes(10_007);

  it.each([[[1]], [[2, 1]], [[3]], [[4, 5, 7, 11]], [[1024]], [[20_000]]])(
    'of %j bytes it stays the same',
    async (sizes) => {
      const { jwe, ...facts } = await encryptInPieces(content, sizes);
      expect(facts).toMatchObject({ size: content.length, sha512: sha512(content) });
      const whole = await decryptJwe(jwe, keys.private, { version: 'v2', part: 'attachment' });
      expect(content.equals(whole.plaintext)).toBe(true);
      const opened = await decryptAttachment(cut(jwe, sizes), keys.private, { version: 'v2' }, openMemorySink());
      expect(content.equals(opened.content)).toBe(true);
      expect(opened).toMatchObject(facts);
    },
  );

  it('opens what was encrypted whole, also an empty file', async () => {
    for (const bytes of [content, Buffer.alloc(0)]) {
      const { jwe } = await encryptJwe(bytes, keys.public, 'application/pdf');
      const sink = openMemorySink();
      const opened = await decryptAttachment(cut(Buffer.from(jwe), [999]), keys.private, { version: 'v2' }, sink);
      expect(bytes.equals(opened.content)).toBe(true);
    }
  });

  it('ends early: refused', async () => {
    const { jwe } = await encryptInPieces(content, [1000]);
    const lengths = [0, 5, jwe.indexOf('.') + 1, 800, jwe.length - 23, jwe.length - 22, jwe.length - 1];
    for (const length of lengths) {
      const source = cut(jwe.slice(0, length), [1000]);
      const open = () => decryptAttachment(source, keys.private, { version: 'v2' }, openMemorySink());
      expect(await reasonOf(open), `${length}`).toBe('JWE_MALFORMED');
    }
  });

  it('has a head without end: refused before it fills the memory', async () => {
    async function* endless() {
      for (;;) yield 'A'.repeat(10_000);
    }
    const open = () => decryptAttachment(endless(), keys.private, { version: 'v2' }, openMemorySink());
    expect(await reasonOf(open)).toBe('JWE_MALFORMED');
  });
});

describe('a file', () => {
  it('has its name only when it is known to be true', async () => {
    const { jwe, authenticationTag } = await encryptInPieces(Buffer.from('plan'), [3]);
    const path = join(folder, 'plan.pdf');
    const rules = { version: 'v2', authenticationTag, sha512: sha512(Buffer.from('plan')) } as const;
    const forged = [
      ['JWE_UNDECIPHERABLE', rules, `${jwe.slice(0, -22)}${'A'.repeat(22)}`],
      ['TAG_MISMATCH', { ...rules, authenticationTag: 'A'.repeat(22) }, jwe],
      ['HASH_MISMATCH', { ...rules, sha512: sha512(Buffer.from('plans')) }, jwe],
    ] as const;
    for (const [reason, wrong, text] of forged) {
      const sink = await openFileSink(path);
      expect(await reasonOf(() => decryptAttachment(cut(text, [99]), keys.private, wrong, sink))).toBe(reason);
      expect(readdirSync(folder)).toEqual([]);
    }
    const sink = await openFileSink(path);
    await decryptAttachment(cut(jwe, [99]), keys.private, rules, sink);
    expect(readFileSync(path, 'utf8')).toBe('plan');
    expect(readdirSync(folder)).toEqual(['plan.pdf']);
  });

  it('is gone when its source breaks off with an error', async () => {
    async function* broken() {
      yield (await encryptInPieces(Buffer.alloc(5000), [999])).jwe.slice(0, 3000);
      throw new Error('connection lost');
    }
    const path = join(folder, 'lost.pdf');
    const sink = await openFileSink(path);
    await expect(decryptAttachment(broken(), keys.private, { version: 'v2' }, sink)).rejects.toThrow('connection lost');
    expect(existsSync(path) || existsSync(`${path}.unproven`)).toBe(false);
  });

  it('of 100 MB goes through a process of 512 MB, both ways', async () => {
    const script = new URL('../../../test/fit-connect/large-file.ts', import.meta.url).pathname;
    const args = ['--max-old-space-size=128', script, folder, String(100_000_000)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { same, peakMegabytes } = JSON.parse(stdout);
    expect(same).toBe(true);
    expect(peakMegabytes).toBeLessThan(512);
  }, 120_000);
});
