import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { decryptAttachment } from '../../src/fit-connect/jwe/decrypt-attachment.ts';
import { encryptAttachment } from '../../src/fit-connect/jwe/encrypt-attachment.ts';
import { openFileSink } from '../../src/fit-connect/jwe/sink.ts';
import { createKeys } from '../../src/fit-connect/jwk/create.ts';
import { makeContent } from './large-content.ts';

/** Encrypts and decrypts a large file; a process of its own, so that its memory can be measured. */

const [, , folder = '', size = ''] = process.argv;

const keys = await createKeys('encryption');
const encrypted = await open(join(folder, 'large.jwe'), 'w');
const made = await encryptAttachment(makeContent(Number(size)), keys.public, 'application/zip', (text) =>
  encrypted.writeFile(text),
);
await encrypted.close();
const source = createReadStream(join(folder, 'large.jwe'));
const sink = await openFileSink(join(folder, 'large.zip'));
const opened = await decryptAttachment(source, keys.private, { version: 'v2', ...made }, sink);

const hash = createHash('sha512');
for await (const chunk of createReadStream(opened.content)) hash.update(chunk);
const same = hash.digest('hex') === made.sha512 && opened.size === Number(size);
// maxRSS is in kilobytes.
console.log(JSON.stringify({ same, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
