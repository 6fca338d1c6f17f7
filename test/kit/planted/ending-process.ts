import type { DeliveryJob, Outcome } from '../../../src/sdk.ts';
import adapter from '../../case-system/adapter.ts';

type Job = DeliveryJob<{ url: string; token: string }>;

/** Takes the whole process with it when the target refuses. */
const deliver = async (job: Job): Promise<Outcome> => {
  const outcome = await adapter.deliver(job);
  if (outcome.kind === 'rejected') process.exit(1);
  return outcome;
};

export default { ...adapter, deliver };
