import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ZustellwerkError } from '../errors.ts';
import { resolveSecrets } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
writeFileSync(join(folder, 'token'), 'from file\n\n');
const environment = { TOKEN: 'from environment', EMPTY: '' };

test('references are replaced at any depth, all else stays', () => {
  const options = {
    url: 'https://office.example',
    port: 443,
    on: true,
    nothing: null,
    auth: { tokens: ['env:TOKEN', `file:${join(folder, 'token')}`] },
  };
  expect(resolveSecrets(options, folder, environment)).toEqual({
    ...options,
    auth: { tokens: ['from environment', 'from file\n'] },
  });
});

test('a relative file starts at the base folder, and one trailing newline goes', () => {
  expect(resolveSecrets('file:token', folder, environment)).toBe('from file\n');
});

test.each(['env:ABSENT', 'env:EMPTY', 'file:absent'])('%s is refused by its reference', (reference) => {
  const resolving = () => resolveSecrets({ auth: [{ token: reference }], other: 'env:TOKEN' }, folder, environment);
  expect(resolving).toThrow(ZustellwerkError);
  expect(resolving).toThrow(expect.objectContaining({ code: 'SECRET_MISSING' }));
  expect(resolving).toThrow(`${reference} (auth[0].token)`);
  expect(resolving).not.toThrow('from environment');
});

test('what is given is not changed', () => {
  const options = Object.freeze({ token: 'env:TOKEN' });
  resolveSecrets(options, folder, environment);
  expect(options.token).toBe('env:TOKEN');
});
