import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readHead } from '../messages/read-head.ts';
import { readXml } from '../messages/xml-read.ts';
import { samplePdf } from './sample-pdf.ts';
import { embedDocument, writeStatus } from './status-reply.ts';

/** Whom a simulated procedure answers, and when. */
export const replyPlan = z.strictObject({
  url: z.url().describe('Of the gateway.'),
  keys: z
    .record(z.string(), z.string())
    .describe(
      'Vendor key of each office that answers, by its kennung as the reader of messages. Other offices keep silent.',
    ),
  after: z.int().min(0).max(3_600_000).describe('Milliseconds before each of the two replies.'),
});

export type ReplyPlan = z.infer<typeof replyPlan>;

/** A message that was taken. */
export interface Taken {
  readonly uuid: string;
  readonly xml: Uint8Array;
  readonly fileNumber: string;
}

export interface Replier {
  /** Replaces the plan; what is under way goes on. */
  set(plan: ReplyPlan): void;
  /** Answers as the plan says, later. */
  answer(taken: Taken): void;
}

/** Sends two replies for each message: that it is in processing, then that it is granted, with a document. */
export function createReplier(plan: ReplyPlan | undefined, signal: AbortSignal): Replier {
  let current = plan;
  return {
    set: (given) => {
      current = given;
    },
    answer: (taken) => {
      const { kennung = '', name = kennung } = readHead(readXml(taken.xml)).reader ?? {};
      const key = current?.keys[kennung];
      // A gateway that is away is the test's business: a real procedure would try again.
      if (current && key !== undefined) send(taken, name, key, current, signal).catch(() => {});
    },
  };
}

async function send(
  { uuid, fileNumber }: Taken,
  office: string,
  key: string,
  { url, after }: ReplyPlan,
  signal: AbortSignal,
): Promise<void> {
  const reference = { messageUuid: uuid };
  const document = embedDocument('Bescheid', 'Bescheid.pdf', 'application/pdf', samplePdf(`Bescheid ${fileNumber}`));
  const replies = [
    { reference, fileNumber, status: '02', text: 'Wird geprüft.' },
    { reference, fileNumber, status: '04', decision: { result: '01' }, documents: [document] },
  ];
  for (const reply of replies) {
    await sleep(after, undefined, { signal });
    await fetch(new URL('/v1/replies', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/xml' },
      body: new Uint8Array(writeStatus(reply, { office })),
      signal,
    });
  }
}
