import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { problemSchema } from '../api/problems.ts';
import type { acceptedSchema, submissionDetailSchema } from '../api/submission-schemas.ts';
import { cannotRun } from '../cli/failure.ts';
import { bringFiles } from './fixture-files.ts';
import type { Fixture } from './fixtures.ts';

export type Submission = z.output<typeof submissionDetailSchema>;
type Accepted = z.output<typeof acceptedSchema>;
type Problem = z.output<typeof problemSchema>;

/** What became of a fixture. */
export type Fate =
  | { readonly kind: 'accepted'; readonly submission: Submission; readonly xml: string; readonly xmlPath: string }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem };

/** How a fixture is getting on: `posting`, then the state of its submission, or `refused`. */
export type Report = (state: string) => void;

const settled: ReadonlySet<string> = new Set(['delivered', 'handed-over', 'completed', 'rejected', 'parked']);
const patience = 60_000;
const pause = 40;

/** Posts a fixture and asks for its submission until that is settled, reporting each state. */
export async function follow(
  url: string,
  key: string,
  fixture: Fixture,
  report: Report,
  signal: AbortSignal,
): Promise<Fate> {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, signal, headers: { authorization: `Bearer ${key}`, ...init.headers } });
  report('posting');
  const request = await bringFiles(fixture, async (path, body, mediaType) => {
    const headers = { 'content-type': mediaType };
    const stored = await call(path, { method: 'POST', headers, body: new Uint8Array(body) });
    return (await stored.json()) as { id: string };
  });
  const answer = await call('/v1/submissions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    body: JSON.stringify(request),
  });
  if (answer.status !== 202) {
    report('refused');
    return { kind: 'refused', status: answer.status, problem: (await answer.json()) as Problem };
  }
  const { id, message } = (await answer.json()) as Accepted;
  const submission = await waitUntilSettled(async () => {
    const response = await call(`/v1/submissions/${id}`);
    const current = (await response.json()) as Submission;
    report(current.state);
    return current;
  }, signal);
  const xmlPath = `/v1/submissions/${id}/messages/${message.uuid}`;
  return { kind: 'accepted', submission, xmlPath, xml: await (await call(xmlPath)).text() };
}

async function waitUntilSettled(ask: () => Promise<Submission>, signal: AbortSignal): Promise<Submission> {
  const start = performance.now();
  for (;;) {
    const submission = await ask();
    if (settled.has(submission.state)) return submission;
    if (performance.now() - start > patience) {
      throw cannotRun(`Submission ${submission.id} is still ${submission.state} after ${patience / 1000} seconds.`);
    }
    await sleep(pause, undefined, { signal });
  }
}
