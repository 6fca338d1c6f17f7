import { z } from 'zod';
import { callHttp, type HttpRequest } from '../../transports/https.ts';
import { type SetFile, setLimits } from '../unpack.ts';
import type { FormSolutionsSource } from './open-source.ts';

/**
 * The Submission API of Form-Solutions. Public: REST with JSON, Basic authentication with tenant and key, a list per tenant
 * and form that is filtered by status, the time of submission, a payload with the order number, and that a status can be
 * written back. Paths, names of members and words for the status are modelled.
 */
const listed = z.array(
  z.object({
    process: z.union([z.string().regex(/^[\w.-]{1,100}$/), z.int().nonnegative()]).transform(String),
    lastModified: z.string().optional(),
    /** An object, or a text that holds one. */
    payload: z.unknown(),
  }),
);

export type Entry = z.output<typeof listed>[number];

/** The portal does not answer as agreed; the round is tried again. */
class FormSolutionsTrouble extends Error {
  readonly code = 'FORM_SOLUTIONS_UNAVAILABLE';
}

const longestCall = 30_000;
const mostBytes = 32 * 1024 * 1024;

/** All applications of a form that nobody has fetched. */
export async function listNew(source: FormSolutionsSource, form: string): Promise<Entry[]> {
  const answer = await call(source, `${placeOf(source, 'listPath', { form })}?status=NEW`, { method: 'GET' });
  try {
    return listed.parse(JSON.parse(Buffer.from(answer ?? []).toString('utf8')));
  } catch (cause) {
    throw new FormSolutionsTrouble('The list of new applications has another shape.', { cause });
  }
}

/** Says at the portal what became of an application. May be done again. */
export async function writeStatus(source: FormSolutionsSource, form: string, entry: Entry, status: string) {
  const url = placeOf(source, 'statusPath', { form, process: entry.process });
  await call(source, url, { method: 'PUT', body: Buffer.from(JSON.stringify({ status })) });
}

const fileNames = { pdf: '.pdf', attachments: '_attachments.zip' } as const;

/** A file beside an application, by the name that the portal gives it; undefined when it has none. */
export async function fetchFile(
  source: FormSolutionsSource,
  form: string,
  { process }: Entry,
  kind: keyof typeof fileNames,
): Promise<SetFile | undefined> {
  const name = `${form}-${process}${fileNames[kind]}`;
  const url = placeOf(source, 'filePath', { form, process, file: name });
  const bytes = await call(source, url, { method: 'GET' }, { accept: '*/*', most: setLimits.bytes, mayLack: true });
  return bytes && { name, bytes };
}

function placeOf(
  { config }: FormSolutionsSource,
  path: 'listPath' | 'statusPath' | 'filePath',
  parts: Readonly<Record<string, string>>,
): string {
  const known: Readonly<Record<string, string>> = { ...parts, tenant: config.tenant };
  return config.url + config[path].replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(known[name] ?? ''));
}

interface Answer {
  readonly accept: string;
  /** Bytes. */
  readonly most: number;
  /** Whether there may be nothing. */
  readonly mayLack?: boolean;
}

async function call(
  { authorization }: FormSolutionsSource,
  url: string,
  request: Pick<HttpRequest, 'method' | 'body'>,
  { accept, most, mayLack = false }: Answer = { accept: 'application/json', most: mostBytes },
): Promise<Uint8Array | undefined> {
  const headers = { authorization, accept, ...(request.body && { 'content-type': 'application/json' }) };
  const signal = AbortSignal.timeout(longestCall);
  const result = await callHttp({ ...request, url, headers, signal, maxAnswerBytes: most });
  if (result.kind === 'failed') throw new FormSolutionsTrouble(result.answer);
  if (result.status === 404 && mayLack) return undefined;
  if (result.status < 200 || result.status > 299)
    throw new FormSolutionsTrouble(`The portal answers ${result.status}.`);
  return result.body;
}
