import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadForm, readForm } from '../domains/forms/read-form.ts';

/** `form.yaml` of a form that is in order, with further lines. */
export function formYaml(schema: string, further = ''): string {
  return `service: generischer-antrag
version: "1"
title: { de: Probe, en: Sample }
provenance: modelled
schema: ${schema}
${further}`;
}

/**
 * Reads a form from the texts of its files, as if they lay in a folder.
 *
 * @throws ConfigError as `readForm` does.
 */
export async function readFormOf(files: Readonly<Record<string, string>>): Promise<ReadForm> {
  const folder = await mkdtemp(join(tmpdir(), 'form-'));
  try {
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
    return await readForm(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
