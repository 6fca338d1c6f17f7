import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { listenAsService } from './http-service.ts';
import { testKeys } from './keys.ts';
import { MemoryService, service, submissionSchema } from './memory-service.ts';

const page = readFileSync(new URL('../../docs/fit-connect.md', import.meta.url), 'utf8');

it('docs/fit-connect.md: the program runs', async () => {
  const [encryption, signature, ofService] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('signature', 'signature'),
    testKeys('service', 'signature'),
  ]);
  const memory = new MemoryService(ofService, [encryption.public, signature.public]);
  const http = await listenAsService(memory);
  const folder = mkdtempSync(join(tmpdir(), 'fit-connect-docs-'));
  const files = {
    'encryption.private.json': encryption.private,
    'signature.private.json': signature.private,
    ...(await record(memory, encryption.public)),
    'service-keys.json': { keys: [ofService.public] },
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
  const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, text]) => text);
  const library = new URL('../../src/fit-connect/index.ts', import.meta.url).href;
  const program = blocks.join('\n').replace("'zustellwerk/fit-connect'", JSON.stringify(library));
  writeFileSync(join(folder, 'program.mjs'), program);
  const env = { SUBMISSION_API: http.url, TOKEN_URL: http.tokenUrl, DESTINATION: memory.destinationId };
  const credentials = { CLIENT_ID: 'id', CLIENT_SECRET: 'secret' };
  const options = { cwd: folder, env: { ...process.env, ...env, ...credentials } };
  await promisify(execFile)(process.execPath, ['program.mjs'], options);
  expect(memory.done.filter((request) => request === 'POST cases/events')).toHaveLength(1);
  http.close();
  rmSync(folder, { recursive: true });
}, 60_000);

/** A submission of another day, as somebody recorded it: fetched, and closed at the service since. */
async function record(memory: MemoryService, key: fitConnect.RsaJwk) {
  const ask = (method: string, path: string, body: unknown) =>
    memory.handle(method, new URL(`/v2${path}`, memory.url), JSON.stringify(body));
  const announced = await ask('POST', '/submissions', { announcedAttachments: [], publicService: service });
  const { submissionId, caseId } = announced.json as fitConnect.SubmissionIds;
  const data = { content: Buffer.from('{}'), ...submissionSchema };
  const sent = await fitConnect.encryptSubmission({ metadataVersion: '2.1.0', data, attachments: [] }, key);
  await ask('PUT', `/submissions/${submissionId}`, sent);
  const { json } = await ask('GET', `/submissions/${submissionId}`, '');
  memory.submissions.delete(submissionId);
  return { 'submission.json': json, 'event-log.json': memory.logs.get(caseId), 'attachments.json': {} };
}

it('docs/fit-connect.md: every function is named', () => {
  const unnamed = Object.keys(fitConnect).filter((name) => !page.includes(`\`${name}\``));
  expect(unnamed).toEqual([]);
});
