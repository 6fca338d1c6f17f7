import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSeal, type MasterKey } from './seal.ts';
import { readMasterKeys } from './seal-key.ts';

const masterKey = (id: string): MasterKey => ({ id, bytes: randomBytes(32) });
const [old, current] = [masterKey('old'), masterKey('current')];
const content = Buffer.from('Erika Mustermann');

describe('sealed content', () => {
  it.each([0, 1, 15, 16, 17, 1024 * 1024])('of %i bytes opens to the same bytes', (size) => {
    const bytes = randomBytes(size);
    const key = createSeal([current]).newDataKey('s-1');
    const sealed = key.seal(bytes, 'message m-1');
    expect(sealed).toHaveLength(size + 28);
    expect(key.open(sealed, 'message m-1')).toEqual(bytes);
  });

  it('looks different each time and shows nothing of what it is', () => {
    const key = createSeal([current]).newDataKey('s-1');
    const [first, second] = [key.seal(content, 'x'), key.seal(content, 'x')];
    expect(first).not.toEqual(second);
    expect(first.includes(content)).toBe(false);
  });

  it('does not open as something else, with another data key, or changed in any byte', () => {
    const seal = createSeal([current]);
    const key = seal.newDataKey('s-1');
    const sealed = key.seal(content, 'message m-1');
    expect(() => key.open(sealed, 'message m-2')).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }));
    expect(() => seal.newDataKey('s-1').open(sealed, 'message m-1')).toThrow('does not open');
    for (const [index] of sealed.entries()) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => key.open(changed, 'message m-1')).toThrow('does not open');
    }
  });

  it.each([0, 1, 12, 27])('of only %i bytes is broken, not a crash', (length) => {
    const key = createSeal([current]).newDataKey('s-1');
    expect(() => key.open(key.seal(content, 'x').subarray(0, length), 'x')).toThrow('does not open');
  });

  it('never stands in the error', () => {
    const key = createSeal([current]).newDataKey('s-1');
    expect(() => key.open(key.seal(content, 'message m-1'), 'message Mustermann')).toThrow(
      'Sealed content (message) does not open.',
    );
  });
});

describe('a data key', () => {
  it('opens with its master key, for its own row only', () => {
    const seal = createSeal([current]);
    const key = seal.newDataKey('s-1');
    const sealed = key.seal(content, 'x');
    expect(seal.openDataKey(key.keyId, key.sealed, 's-1').open(sealed, 'x')).toEqual(content);
    expect(() => seal.openDataKey(key.keyId, key.sealed, 's-2')).toThrow('does not open');
  });

  it('of an old master key still opens after a rotation, and new ones are of the new key', () => {
    const before = createSeal([old]).newDataKey('s-1');
    const sealed = before.seal(content, 'x');
    const rotated = createSeal([current, old]);
    expect(rotated.openDataKey(before.keyId, before.sealed, 's-1').open(sealed, 'x')).toEqual(content);
    expect(rotated.newDataKey('s-2').keyId).toBe('current');
  });

  it('of a key that is not configured, or of another key under the same id, does not open', () => {
    const key = createSeal([old]).newDataKey('s-1');
    const unknown = expect.objectContaining({ code: 'SEAL_KEY_UNKNOWN', message: expect.stringContaining('old') });
    expect(() => createSeal([current]).openDataKey(key.keyId, key.sealed, 's-1')).toThrow(unknown);
    const impostor = createSeal([masterKey('old')]);
    expect(() => impostor.openDataKey('old', key.sealed, 's-1')).toThrow(
      expect.objectContaining({ code: 'SEAL_BROKEN' }),
    );
  });
});

describe('an HMAC', () => {
  it('is the same for the same purpose and content, and under no other key or purpose', () => {
    const seal = createSeal([current]);
    expect(seal.hmac('body', content)).toEqual(createSeal([current, old]).hmac('body', content));
    expect(seal.hmac('body', content)).not.toEqual(seal.hmac('person', content));
    expect(seal.hmac('body', content)).not.toEqual(createSeal([old]).hmac('body', content));
  });
});

describe('master keys', () => {
  async function makeFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'seal-key-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    return folder;
  }

  it('come from a file that the first start makes, readable for its owner only, the same for all that start at once', async () => {
    const folder = await makeFolder();
    const keys = await Promise.all(Array.from({ length: 8 }, () => readMasterKeys(undefined, folder)));
    expect(new Set(keys.map(([{ id }]) => id)).size).toBe(1);
    expect((await stat(join(folder, 'seal.key'))).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await readFile(join(folder, 'seal.key'), 'utf8'), 'base64')).toHaveLength(32);
  });

  it('come from several references for a rotation, the first one seals', async () => {
    const folder = await makeFolder();
    const [first, second] = [randomBytes(32), randomBytes(32)];
    await writeFile(join(folder, 'new'), `${first.toString('base64')}\n`);
    vi.stubEnv('OLD_KEY', second.toString('base64'));
    onTestFinished(() => void vi.unstubAllEnvs());
    const keys = await readMasterKeys(`file:${join(folder, 'new')}, env:OLD_KEY`, folder);
    expect(keys.map(({ bytes }) => Buffer.from(bytes))).toEqual([first, second]);
  });

  it('of the wrong length are refused without showing them', async () => {
    vi.stubEnv('SHORT_KEY', 'c2hvcnQ=');
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(readMasterKeys('env:SHORT_KEY', '')).rejects.toMatchObject({ code: 'SECRET_MISSING' });
    await expect(readMasterKeys('env:SHORT_KEY', '')).rejects.not.toThrow('c2hvcnQ');
  });
});
