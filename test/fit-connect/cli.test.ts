import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../../src/testing/run-cli.ts';
import { clientSecret, createApi, destinationId, type Facade, inactiveId, openFacade, prepare } from './facade.ts';
import { submissionSchema } from './memory-service.ts';

/** The command line as sender and as subscriber, with our delivery service between them. */

let facade: Facade;
let folder: string;
beforeAll(async () => {
  facade = await openFacade();
  folder = await mkdtemp(join(tmpdir(), 'fit-cli-'));
  const { encryption, signature } = facade.keys;
  await writeFile(at('decrypt.json'), JSON.stringify(encryption.private));
  await writeFile(at('sign.json'), JSON.stringify(signature.private));
  await writeFile(at('antrag.json'), '{"vorhaben":"Carport"}');
  await writeFile(at('plan.pdf'), 'a plan');
  await writeFile(at('more.json'), '{"additionalReferenceInfo":{"senderReference":"A-1"}}');
}, 120_000);
afterAll(async () => {
  await facade[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);

function run(client: string, command: string, ...args: string[]) {
  const where = ['--token-url', `${facade.url}/token`, '--submission-api', facade.url];
  const credentials = { FIT_CONNECT_CLIENT_ID: client, FIT_CONNECT_CLIENT_SECRET: clientSecret };
  return runCli(['fit-connect', command, ...args, ...where], credentials);
}
const fetchTo = (out: string, ...args: string[]) =>
  run('subscriber', 'fetch', '--destination', destinationId, '--key', at('decrypt.json'), '--out', at(out), ...args);

it('sends a file with an attachment, picks it up, accepts it, and shows the log', async () => {
  const parts = ['--attach', at('plan.pdf'), '--metadata', at('more.json')];
  const sent = await run('sender', 'send', at('antrag.json'), '--destination', destinationId, ...parts, '--json');
  expect(sent).toMatchObject({ code: 0, stderr: '' });
  const { submissionId, caseId, authenticationTags } = JSON.parse(sent.stdout);

  expect(await fetchTo('in')).toMatchObject({
    code: 0,
    stdout: `fetched  ${submissionId}  ${at('in')}/${submissionId}\n`,
  });
  const files = await readdir(at(`in/${submissionId}`));
  expect(files.sort()).toEqual(['1-plan.pdf', 'data.json', 'event-log.json', 'metadata.json', 'submission.json']);
  expect(await readFile(at(`in/${submissionId}/data.json`), 'utf8')).toBe('{"vorhaben":"Carport"}');
  expect(await readFile(at(`in/${submissionId}/1-plan.pdf`), 'utf8')).toBe('a plan');
  const metadata = JSON.parse(await readFile(at(`in/${submissionId}/metadata.json`), 'utf8'));
  expect(metadata.additionalReferenceInfo).toEqual({ senderReference: 'A-1' });

  // It is there already, so it is accepted by what was noted.
  const accepted = await fetchTo('in', '--accept', at('sign.json'), '--json');
  expect(JSON.parse(accepted.stdout)).toEqual([
    { submissionId, caseId, folder: at(`in/${submissionId}`), accepted: true },
  ]);
  expect(await fetchTo('in')).toMatchObject({ code: 0, stdout: 'Nothing waits.\n' });

  const shown = await run('sender', 'events', submissionId, '--json');
  expect(shown.code).toBe(0);
  const { events, submissions } = JSON.parse(shown.stdout);
  expect(events.map(({ event, author, trusted }: Record<string, unknown>) => [event, author, trusted])).toEqual([
    ['create-submission', 'service', true],
    ['submit-submission', 'service', true],
    ['accept-submission', 'destination', true],
  ]);
  expect(events[2].authenticationTags).toEqual(authenticationTags);
  expect(submissions).toEqual([{ id: submissionId, state: 'accepted' }]);
  const byCase = await run('subscriber', 'events', caseId, '--destination', destinationId);
  expect(byCase.stdout).toMatch(new RegExp(`^case ${caseId}\n.*create-submission.*trusted\n`));
  expect(byCase.stdout).toMatch(new RegExp(`\n${submissionId}  accepted\n$`));
}, 120_000);

it('says what is not trusted, and leaves what is refused where it is', async () => {
  const { ids, content } = await prepare(createApi(facade.url, 'v2', 'sender'), []);
  await createApi(facade.url, 'v2', 'sender').submit(ids, { ...content, encryptedData: content.encryptedMetadata });
  const refused = await fetchTo('refused');
  expect([refused.code, refused.stdout]).toEqual([
    1,
    expect.stringMatching(/^refused .* data: .*\(HASH_MISMATCH\)\n$/),
  ]);
  expect(await readdir(at('refused'))).toEqual([]);

  await facade.database.pool.query(
    `update fit_connect_event set token = left(token, -4) || 'AAAA' where submission_id = $1 and position = 2`,
    [ids.submissionId],
  );
  const shown = await run('sender', 'events', ids.submissionId);
  expect([shown.code, shown.stdout]).toEqual([
    1,
    expect.stringMatching(/submit-submission.*SET_SIGNATURE: The signature/),
  ]);
  expect(await fetchTo('refused')).toMatchObject({ code: 1, stdout: expect.stringContaining('(SET_SIGNATURE)') });
}, 120_000);

it.each<[string, RegExp, 1 | 2, () => ReturnType<typeof run>]>([
  ['an id that nobody has', /404/, 1, () => run('sender', 'events', inactiveId)],
  [
    'a client that may not',
    /403.*may not/,
    1,
    () => run('sender', 'fetch', '--destination', destinationId, '--key', at('decrypt.json'), '--out', at('x')),
  ],
  ['a client that is unknown', /TOKEN_REFUSED/, 2, () => run('nobody', 'events', inactiveId)],
  ['no credentials', /FIT_CONNECT_CLIENT_ID/, 2, () => runCli(['fit-connect', 'events', inactiveId])],
  [
    'another schema',
    new RegExp(`--schema.*${submissionSchema.schemaUri}`),
    1,
    () => run('sender', 'send', at('antrag.json'), '--destination', destinationId, '--schema', 'urn:other'),
  ],
  [
    'production without roots',
    /--root is missing/,
    2,
    () => run('sender', 'events', inactiveId, '--environment', 'production'),
  ],
])(
  '%s is told',
  async (_, message, code, command) => {
    const { stderr, ...result } = await command();
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/ at |secret that/);
    expect(result).toMatchObject({ code, stdout: '' });
  },
  60_000,
);
