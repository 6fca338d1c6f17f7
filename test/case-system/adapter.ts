import { type DeliveryJob, defineProcedure, type Outcome, z } from '../../src/sdk.ts';

const options = z.strictObject({ url: z.url(), token: z.string().meta({ secret: true }) });

type Job = DeliveryJob<z.infer<typeof options>>;

/** A procedure that takes a message in two calls, can be asked, and needs order: for tests of what deliveries promise. */
export default defineProcedure({
  id: 'case-system',
  version: '1.0.0',
  summary: 'Opens a case, then files the message in it.',
  takes: ['xmeld/*/*', 'xpersonenstand/*/*'],
  options,
  capabilities: {
    success: 'handed-over',
    recognisesDuplicates: false,
    ordered: true,
    attachments: { most: 1_000_000 },
  },

  check: async ({ options: { url, token }, signal }) => {
    const request = { headers: { authorization: `Bearer ${token}` }, signal };
    const response = await fetch(new URL('/health', url), request).catch(() => undefined);
    if (response?.ok) return [];
    if (response?.status === 401) return [{ option: ['token'], problem: 'refused', remedy: 'ask for a new token' }];
    return [{ option: ['url'], problem: 'nobody answers', remedy: 'see whether the case system runs' }];
  },

  deliver: async (job) => {
    try {
      const { number } = await job.steps.once('open case', async () => {
        const answer = await call(job, 'open case', 'POST', '/cases', JSON.stringify({ kind: job.message.id }));
        return z.object({ number: z.string() }).parse(JSON.parse(answer));
      });
      await job.steps.once('file message', () =>
        call(job, 'file message', 'PUT', `/cases/${number}/message`, job.message.xml),
      );
      return { kind: 'handed-over', answer: 'filed' };
    } catch (error) {
      if (error instanceof NotTaken) return error.outcome;
      throw error;
    }
  },

  lookup: async (job) => {
    try {
      const answer = await call(job, 'look up', 'GET', `/deliveries/${job.deliveryKey}`);
      const { filed } = z.object({ filed: z.boolean() }).parse(JSON.parse(answer));
      return filed ? { kind: 'handed-over', answer: 'found' } : { kind: 'absent', answer: 'not filed' };
    } catch (error) {
      if (error instanceof NotTaken)
        return error.outcome.kind === 'rejected' ? silent : { ...error.outcome, kind: 'later' };
      throw error;
    }
  },
});

const silent: Outcome = { kind: 'unknown', answer: 'it does not say' };

class NotTaken extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.answer);
    this.outcome = outcome;
  }
}

async function call(job: Job, step: string, method: string, path: string, body?: string | Uint8Array): Promise<string> {
  const { options: to, deliveryKey, calls, signal } = job;
  const target = new URL(path, to.url).href;
  const headers = { authorization: `Bearer ${to.token}`, 'idempotency-key': deliveryKey };
  const begun = performance.now();
  const request = body === undefined ? {} : { request: Buffer.from(body) };
  const record = (answer: string, response?: Buffer) =>
    calls.record({
      step,
      target,
      answer,
      milliseconds: performance.now() - begun,
      ...request,
      ...(response && { response }),
    });
  try {
    const response = await fetch(target, {
      method,
      headers,
      signal,
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const answer = `HTTP ${response.status}`;
    record(answer, bytes);
    if (response.ok) return bytes.toString();
    throw new NotTaken(
      response.status >= 500 ? { kind: 'later', answer } : { kind: 'rejected', findings: [{ id: answer }], answer },
    );
  } catch (error) {
    if (error instanceof NotTaken) throw error;
    record('no answer');
    throw new NotTaken({ kind: 'unknown', answer: 'no answer' });
  }
}
