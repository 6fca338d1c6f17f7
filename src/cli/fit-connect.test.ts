import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sha512 } from '../fit-connect/index.ts';
import { runCli } from '../testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fit-connect-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const run = (...args: string[]) => runCli(['fit-connect', ...args]);

it('makes keys, checks them, and takes a file there and back', async () => {
  const made = await run('keys', 'create', '--use', 'encryption', '--common-name', 'Musterstadt', '--out', folder);
  expect(made).toMatchObject({
    code: 0,
    stdout: `${at('encryption.private.json')}\n${at('encryption.public.json')}\n`,
  });
  expect(statSync(at('encryption.private.json')).mode & 0o077).toBe(0);
  const again = await run('keys', 'create', '--use', 'encryption', '--out', folder);
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('existing files are never replaced')]);

  const publicKey = at('encryption.public.json');
  const { kid } = JSON.parse(readFileSync(publicKey, 'utf8'));
  const check = (file: string, purpose: string) => run('keys', 'check', file, '--purpose', purpose);
  expect(await check(publicKey, 'encrypt')).toMatchObject({ code: 0, stdout: `${kid} is fine to encrypt.\n` });
  expect(await check(at('encryption.private.json'), 'decrypt')).toMatchObject({ code: 0 });
  const wrong = await check(at('encryption.private.json'), 'encrypt');
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('KEY_OPERATIONS')]);

  const content = Buffer.from('a plan');
  writeFileSync(at('plan.pdf'), content);
  const sealed = await run(
    'encrypt',
    at('plan.pdf'),
    '--key',
    publicKey,
    '--type',
    'application/pdf',
    '--out',
    at('plan.jwe'),
  );
  const jwe = readFileSync(at('plan.jwe'), 'utf8');
  const authenticationTag = jwe.split('.')[4];
  expect(JSON.parse(sealed.stdout)).toEqual({ authenticationTag, sha512: sha512(content), size: 6 });

  const decrypt = (file: string, out: string) =>
    run('decrypt', at(file), '--key', at('encryption.private.json'), '--out', at(out));
  const opened = await decrypt('plan.jwe', 'back.pdf');
  expect(JSON.parse(opened.stdout)).toEqual(JSON.parse(sealed.stdout));
  expect(readFileSync(at('back.pdf'))).toEqual(content);
  expect(await decrypt('plan.jwe', 'back.pdf')).toMatchObject({ code: 2 });

  writeFileSync(at('forged.jwe'), jwe.replace(/.{22}$/, 'A'.repeat(22)));
  const forged = await decrypt('forged.jwe', 'forged.pdf');
  expect([forged.code, forged.stderr]).toEqual([1, expect.stringContaining('JWE_UNDECIPHERABLE')]);
  expect(existsSync(at('forged.pdf'))).toBe(false);
}, 120_000);

it('says what cannot be read', async () => {
  writeFileSync(at('no.json'), '{');
  expect(await run('keys', 'check', at('no.json'), '--purpose', 'sign')).toMatchObject({ code: 2 });
  const missing = await run('encrypt', at('nothing'), '--key', at('nothing.json'), '--type', 'a/b', '--out', at('x'));
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('it does not exist')]);
});
