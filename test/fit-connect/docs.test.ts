import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CompactSign } from 'jose';
import { expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { importKey } from '../../src/fit-connect/jwk/import.ts';
import { listenAsService } from './http-service.ts';
import { testKeys } from './keys.ts';
import { MemoryService, service, submissionSchema } from './memory-service.ts';

const page = readFileSync(new URL('../../docs/fit-connect.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, text]) => text);

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
    'routes.json': { totalCount: 1, routes: [await makeRoute(ofService)] },
    'portal-keys.json': { keys: [ofService.public] },
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
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
  return { 'submission.json': json, 'event-log.json': memory.logs.get(caseId) };
}

/** A route as the Routing API answers it, signed by a self-service portal. */
async function makeRoute(portal: fitConnect.CreatedKeys) {
  const destinationId = 'ac715f34-333e-41f4-9bb5-186b309ea233';
  const addressing = {
    submissionHost: 'test.fit-connect.fitko.dev',
    iss: 'https://portal.example',
    services: [
      {
        gebietIDs: ['urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs:03457'],
        leistungIDs: ['urn:de:fim:leika:leistung:99107004018000'],
      },
    ],
    destinationId,
    iat: 1_637_863_481,
    jti: 'route',
  };
  const destinationSignature = await new CompactSign(Buffer.from(JSON.stringify(addressing)))
    .setProtectedHeader({ alg: 'PS512', typ: 'jwt', kid: portal.public.kid })
    .sign(await importKey(portal.private, 'PS512'));
  return { destinationId, destinationSignature };
}

it('docs/fit-connect.md: every function is named', () => {
  const unnamed = Object.keys(fitConnect).filter((name) => !page.includes(`\`${name}\``));
  expect(unnamed).toEqual([]);
});

it('docs/fit-connect.md: every function has an example', () => {
  const isError = (value: unknown) => typeof value === 'function' && value.prototype instanceof Error;
  const names = Object.entries(fitConnect).flatMap(([name, value]) => (isError(value) ? [] : [name]));
  expect(names.filter((name) => !new RegExp(`fitConnect\\.${name}\\b`).test(blocks.join('\n')))).toEqual([]);
});
