import { describe, expect, it } from 'vitest';
import { runCli } from '../testing/run-cli.ts';
import { version } from '../version.ts';

const commands = [
  'start',
  'demo',
  'config check',
  'key create',
  'key list',
  'key revoke',
  'submit',
  'status',
  'destinations list',
  'message check',
];

it.each(commands)('%s --help shows an example and the exit codes', async (command) => {
  const { code, stdout } = await runCli([...command.split(' '), '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`Example: .*zustellwerk ${command}`));
  expect(stdout).toContain('Exit codes: 0');
});

it('says its version', async () => {
  expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

describe('wrong usage ends with 2, on stderr', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['deliver']],
    ['a missing argument', ['submit']],
    ['an unknown option', ['key', 'list', '--all']],
    ['a role that does not exist', ['key', 'create', '--role', 'king', '--subject', 'x']],
    ['a missing option', ['key', 'create', '--role', 'portal']],
    ['no key in the environment', ['destinations', 'list']],
    ['a file that does not exist', ['message', 'check', 'nowhere.xml']],
    ['a port that is none', ['demo', '--port', '-1']],
  ])('%s', async (_, args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  });
});

it('says when no gateway answers, and when something else does', async () => {
  const environment = { ZUSTELLWERK_KEY: 'zw_x' };
  const nobody = await runCli(['status', 'x'], { ...environment, ZUSTELLWERK_URL: 'http://127.0.0.1:9' });
  expect(nobody).toMatchObject({ code: 2, stdout: '' });
  expect(nobody.stderr).toContain('No gateway answers at http://127.0.0.1:9');
  const nonsense = await runCli(['status', 'x'], { ...environment, ZUSTELLWERK_URL: 'ftp://x' });
  expect(nonsense).toMatchObject({ code: 2, stdout: '' });
});
