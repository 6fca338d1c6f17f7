import { hash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { createTestSeal } from '../testing/submissions.ts';
import { createAttachmentStore } from './attachment-store.ts';
import { loadForMessage } from './load-for-message.ts';

async function upload(size: number) {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  const store = createAttachmentStore(database.kysely, createTestSeal(), () => new Date());
  const content = (async function* () {
    yield Buffer.alloc(size, 'a');
  })();
  const file = { name: 'karte.pdf', mediaType: 'application/pdf', content };
  const written = await store.write('kreisportal', file, size);
  const id = written?.id ?? '';
  return ({ sha512, ...carriage }: { most?: number; refers?: boolean; sha512?: string }) =>
    loadForMessage(
      [{ id, sha512 }],
      (ids) => store.findWaiting(ids, 'kreisportal'),
      { embeds: true, refers: false, ...carriage },
      store,
    );
}

describe('what an adapter takes of files', () => {
  it('is put into the message up to its limit, and refused one byte over', async () => {
    const load = await upload(1_000);
    expect(await load({ most: 1_000 })).toMatchObject({ attachments: [{ fileName: 'karte.pdf' }], references: [] });
    expect(await load({ most: 999 })).toEqual({
      findings: [{ path: ['attachments'], rule: 'attachments-too-large', params: { actual: 1_000, max: 999 } }],
    });
  });

  it('does not bound what the office fetches itself', async () => {
    const load = await upload(1_000);
    expect(await load({ most: 999, refers: true })).toMatchObject({ attachments: [], references: [{ size: 1_000 }] });
  });
});

it('a file is the one that the portal means by its hash', async () => {
  const load = await upload(3);
  const sha512 = hash('sha512', 'aaa');
  expect(await load({ sha512: sha512.toUpperCase() })).toMatchObject({ attachments: [{ sha512 }] });
  expect(await load({ sha512: hash('sha512', 'aab') })).toEqual({
    findings: [{ path: ['attachments', 0, 'sha512'], rule: 'attachment-changed', params: undefined }],
  });
});
