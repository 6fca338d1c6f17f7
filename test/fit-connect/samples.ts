import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { ZUSTELLWERK_SAMPLES } = process.env;
const folder = ZUSTELLWERK_SAMPLES && join(ZUSTELLWERK_SAMPLES, 'fit-connect-test-vectors');

/** Why tests that need the published test vectors do not run; undefined when they do. */
export const noSamples = folder ? undefined : 'ZUSTELLWERK_SAMPLES is not set';

/** A file of the published test vectors, which are not ours to distribute. */
export function readSample(name: string) {
  if (!folder) throw new Error(noSamples);
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
