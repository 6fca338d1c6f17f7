import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { expect, it, onTestFinished } from 'vitest';
import { waitUntil } from '../testing/wait-until.ts';
import { createReplier } from './replier.ts';
import { writeSampleMessage } from './sample-message.ts';

it('answers the offices that its plan names, and no other', async () => {
  const asked: { url: string; key: string | null; body: string }[] = [];
  const server = createAdaptorServer({
    fetch: async (request: Request) => {
      asked.push({ url: request.url, key: request.headers.get('authorization'), body: await request.text() });
      return new Response('{}');
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const xml = writeSampleMessage('3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03');
  const kennung = /<leser>.*?<kennung>([^<]+)</s.exec(Buffer.from(xml).toString())?.[1] ?? '';
  const replier = createReplier({ url, keys: { other: 'x' }, after: 0 }, new AbortController().signal);
  const taken = { uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03', xml, fileNumber: 'SIM-1' };
  replier.answer(taken);
  replier.set({ url, keys: { [kennung]: 'secret' }, after: 1 });
  replier.answer(taken);
  await waitUntil(() => asked.length === 2);
  expect(asked.map(({ key }) => key)).toEqual(['Bearer secret', 'Bearer secret']);
  expect(asked.map(({ body }) => /<sta:status[^>]*><code>(\d+)/.exec(body)?.[1])).toEqual(['02', '04']);
});
