import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { endGatewayProcess, startGatewayProcess } from '../../src/testing/gateway-process.ts';
import { createApi, destinationId, openFacade } from './facade.ts';
import { service } from './memory-service.ts';

const megabytes = 100;

/** The form of a JWE: a service that has no key can see nothing else of it. */
async function* writeLargeJwe() {
  const header = Buffer.from(JSON.stringify({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })).toString('base64url');
  yield Buffer.from(`${header}.${'k'.repeat(683)}.iv.`);
  for (let count = 0; count < megabytes; count += 1) yield Buffer.alloc(1024 * 1024, `${count}_abcDEF-`);
  yield Buffer.from(`.${'t'.repeat(22)}`);
}

/** The most memory that a process ever held, in megabytes. */
async function readPeak(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

it.skipIf(process.platform !== 'linux')(
  `an attachment of ${megabytes} MB passes without being held in memory`,
  {
    timeout: 120_000,
  },
  async () => {
    await using facade = await openFacade();
    const gateway = await startGatewayProcess({ ...process.env, ...facade.environment, PORT: '0' });
    try {
      const url = `${gateway.url}/fit-connect`;
      const sender = createApi(url, 'v2', 'sender', facade.url);
      const attachmentId = fitConnect.newAttachmentId();
      const ids = await sender.announce({ destinationId, attachments: [attachmentId], service });
      const { jwe } = await fitConnect.encryptJwe(Buffer.from('{}'), facade.keys.encryption.public, 'application/json');
      const before = await readPeak(gateway.process.pid);
      await sender.uploadAttachment(ids.submissionId, attachmentId, () => ReadableStream.from(writeLargeJwe()));
      await sender.submit(ids, { encryptedMetadata: jwe, encryptedData: jwe });
      const fetched = createHash('sha512');
      const subscriber = createApi(url, 'v2', 'subscriber', facade.url);
      for await (const piece of (await subscriber.readAttachment(ids.submissionId, attachmentId)) ?? [])
        fetched.update(piece);
      const sent = createHash('sha512');
      for await (const piece of writeLargeJwe()) sent.update(piece);
      expect(fetched.digest('hex')).toBe(sent.digest('hex'));
      const grown = (await readPeak(gateway.process.pid)) - before;
      // Held in memory it would be there twice: in pieces and as a whole. With twice the size it grows no more.
      expect(grown).toBeLessThan(1.9 * megabytes);
    } finally {
      await endGatewayProcess(gateway, 'SIGTERM');
    }
  },
);
