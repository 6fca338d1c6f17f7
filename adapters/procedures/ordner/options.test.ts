import { describe, expect, it } from 'vitest';
import adapter from './adapter.ts';

describe('options', () => {
  const sftp = {
    folder: '/eingang',
    host: 'sftp.example',
    hostKey: `SHA256:${'A'.repeat(43)}`,
    user: 'u',
    password: 'geheim',
  };
  it.each([
    [{}, ['folder']],
    [{ folder: 'eingang' }, ['folder']],
    [{ folder: '/eingang', user: 'u' }, ['user']],
    [{ folder: '/eingang', password: 'geheim' }, ['password']],
    [{ ...sftp, hostKey: undefined }, ['hostKey']],
    [{ ...sftp, hostKey: 'MD5:aa' }, ['hostKey']],
    [{ ...sftp, user: undefined }, ['user']],
    [{ ...sftp, privateKey: 'geheim' }, ['password']],
    [{ ...sftp, password: undefined }, ['password']],
    [{ ...sftp, passphrase: 'geheim' }, ['passphrase']],
    [{ ...sftp, host: 'sftp://example' }, ['host']],
    [{ ...sftp, pollMinutes: 0 }, ['pollMinutes']],
    [{ ...sftp, fodler: 'a' }, [undefined]],
  ])('%j has a fault at %s', (options, members) => {
    const { error } = adapter.options.safeParse(options);
    expect(error?.issues.map(({ path }) => path[0])).toEqual(members);
    expect(JSON.stringify(error?.issues)).not.toContain('geheim');
  });

  it.each([{ folder: '/eingang' }, sftp])('%j is right', (options) => {
    expect(adapter.options.safeParse(options).success).toBe(true);
  });
});
