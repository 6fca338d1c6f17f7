import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type SubmissionMembers, submissionMembers } from '../domains/antrag/submission-data.ts';
import type { ServiceAct } from '../domains/service.ts';
import { ZustellwerkError } from '../errors.ts';

/** A submission of `fixtures/` in the native profile: the data of a service as they are. */
export interface SampleData {
  readonly region: string;
  readonly data: unknown;
  /** What the submission says around its data. */
  readonly around: SubmissionMembers;
}

const fixtureSchema = z.object({
  request: z.object({
    serviceId: z.string(),
    act: z.string().default('apply'),
    region: z.string(),
    profile: z.string(),
    data: z.unknown(),
    ...submissionMembers,
  }),
  expect: z.object({ status: z.number() }),
});

/**
 * The shortest and the longest accepted submission of a service among the fixtures; of a service whose form is that of
 * another one, the other's.
 *
 * @throws ZustellwerkError CONTRACT_IMPOSSIBLE when there is none.
 */
export async function readSampleData(
  folder: string,
  { serviceId, act, formOf = serviceId }: Pick<ServiceAct, 'serviceId' | 'act' | 'formOf'>,
): Promise<{ minimal: SampleData; full: SampleData }> {
  const files = await jsonFiles(join(folder, formOf));
  const fixtures = files.map((text) => fixtureSchema.parse(JSON.parse(text)));
  const fitting = fixtures
    .filter(({ request, expect }) => request.profile === 'native' && request.act === act && expect.status === 202)
    .map(({ request }) => {
      const { region, data, applicant, representative, authentication, payment } = request;
      const around = { applicant, representative, authentication, payment };
      return { region, data, around, size: JSON.stringify({ data, around }).length };
    })
    .sort((one, other) => one.size - other.size);
  const [minimal] = fitting;
  const full = fitting.at(-1);
  if (minimal === undefined || full === undefined) {
    throw new ZustellwerkError(
      'CONTRACT_IMPOSSIBLE',
      `There is no accepted sample of ${serviceId} (${act}) in the native profile below ${folder}.`,
    );
  }
  return { minimal, full };
}

async function jsonFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => readFile(join(folder, name), 'utf8')),
  );
}
