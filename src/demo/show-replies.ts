import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { replySchema } from '../api/reply-schemas.ts';
import { paintFor } from '../cli/terminal.ts';
import { answering, type House } from './open-house.ts';
import type { Result } from './show-results.ts';

type Reply = z.output<typeof replySchema>;

const patience = 20_000;
const pause = 40;

/** Shows the way back: what the office answered to one of the submissions. Nothing where none went to it. */
export async function showReplies(
  results: readonly Result[],
  house: House,
  stream: NodeJS.WriteStream,
  signal: AbortSignal,
): Promise<void> {
  for (const { fixture, fate } of results) {
    if (fate.kind !== 'accepted' || fate.submission.destination !== answering.destination) continue;
    const key = house.portalKeys.get(fixture.portal) ?? '';
    const path = `/v1/submissions/${fate.submission.id}`;
    const replies = await waitForDecision(`${house.listening.url}${path}/replies`, key, signal);
    stream.write(`\n${paintFor(stream)('bold', `What the office answered to ${fixture.name}`)}\n`);
    for (const { kinds, summary, documents } of replies) {
      stream.write(`  ${kinds.join(', ')}: ${summary}\n`);
      for (const { id, name, size } of documents) {
        stream.write(`    ${paintFor(stream)('dim', `${name}, ${size} bytes, ${path}/documents/${id}`)}\n`);
      }
    }
    return;
  }
}

async function waitForDecision(url: string, key: string, signal: AbortSignal): Promise<Reply[]> {
  const start = performance.now();
  for (;;) {
    const headers = { authorization: `Bearer ${key}`, 'accept-language': 'en' };
    const { replies } = (await (await fetch(url, { headers, signal })).json()) as { replies: Reply[] };
    const decided = replies.some(({ decision }) => decision !== undefined);
    if (decided || performance.now() - start > patience) return replies;
    await sleep(pause, undefined, { signal });
  }
}
