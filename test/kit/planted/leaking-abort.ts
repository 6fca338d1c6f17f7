import type { DeliveryJob, Outcome } from '../../../src/sdk.ts';
import adapter from '../../case-system/adapter.ts';

type Job = DeliveryJob<{ url: string; token: string }>;

/** Ends when the time is up, and lets the request go on. */
const deliver = async (job: Job): Promise<Outcome> => {
  const aborted = new Promise<Outcome>((resolve) => {
    job.signal.addEventListener('abort', () => resolve({ kind: 'unknown', answer: 'no answer in time' }));
  });
  return Promise.race([aborted, adapter.deliver({ ...job, signal: new AbortController().signal })]);
};

export default { ...adapter, deliver };
