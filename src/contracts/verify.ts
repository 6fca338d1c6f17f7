/**
 * Tries a vendor's endpoint with the samples of a contract. This one file also lies in every pack as `verify.mjs`, so it
 * imports nothing but Node's own modules.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Trial {
  /** Folder of the pack. */
  readonly pack: string;
  /** Address of the procedure. */
  readonly target: string;
  /** Value of the header Authorization; absent: none is sent. */
  readonly authorization?: string | undefined;
  /** Milliseconds that an answer may take. */
  readonly timeout?: number;
}

export interface TrialResult {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly ok: boolean;
}

interface PackFile {
  readonly message: { readonly id: string };
  readonly exchange: { readonly trial?: string; readonly receipt?: { readonly id: string } };
  readonly adapter: { readonly recognisesDuplicates: boolean };
  readonly samples: readonly {
    readonly id: string;
    readonly file: string;
    readonly uuid: string;
    readonly answer: 'accept' | 'refuse';
  }[];
}

interface Exchange {
  /** Whether the procedure took the message; `unclear` is no answer to build on. */
  readonly verdict: 'accept' | 'refuse' | 'unclear';
  readonly text: string;
}

/** Sends each sample, one of them twice, and one without credentials; every sample under a new UUID. */
export async function tryEndpoint(trial: Trial): Promise<TrialResult[]> {
  const pack = JSON.parse(await readFile(join(trial.pack, 'contract.json'), 'utf8')) as PackFile;
  if (pack.exchange.trial !== 'http-post') throw new Error('This contract is tried by hand: it has no HTTP endpoint.');
  const results: TrialResult[] = [];
  for (const { id, file, uuid, answer } of pack.samples) {
    const xml = await readFile(join(trial.pack, file), 'utf8');
    const fresh = randomUUID();
    const body = xml.replaceAll(uuid, fresh);
    const first = await post(trial, pack, body, fresh);
    results.push(judge(id, answer, first));
    if (id === 'valid-full' && pack.adapter.recognisesDuplicates) {
      const second = await post(trial, pack, body, fresh);
      const same = second.verdict === first.verdict && second.text === first.text;
      results.push({
        name: 'the same message again',
        expected: `as at first: ${first.text}`,
        found: second.text,
        ok: same && second.verdict !== 'unclear',
      });
    }
    if (id === 'valid-minimal' && trial.authorization !== undefined) {
      const stranger = randomUUID();
      const found = await post({ ...trial, authorization: undefined }, pack, xml.replaceAll(uuid, stranger), stranger);
      const ok = found.text === 'HTTP 401' || found.text === 'HTTP 403';
      results.push({ name: 'without credentials', expected: 'HTTP 401 or 403', found: found.text, ok });
    }
  }
  return results;
}

function judge(name: string, expected: 'accept' | 'refuse', { verdict, text }: Exchange): TrialResult {
  return {
    name,
    expected,
    found: verdict === 'unclear' ? `unclear (${text})` : `${verdict} (${text})`,
    ok: verdict === expected,
  };
}

async function post(
  { target, authorization, timeout = 30_000 }: Omit<Trial, 'pack'>,
  pack: PackFile,
  body: string,
  uuid: string,
): Promise<Exchange> {
  try {
    const response = await fetch(target, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      headers: {
        'content-type': 'application/xml; charset=utf-8',
        'idempotency-key': uuid,
        'zustellwerk-message': pack.message.id,
        ...(authorization === undefined ? {} : { authorization }),
      },
    });
    return readAnswer(response.status, await response.text(), uuid, pack.exchange.receipt?.id);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { verdict: 'unclear', text: cause instanceof Error ? cause.message || cause.name : 'no answer' };
  }
}

/** The table of answers of the contract. */
function readAnswer(status: number, body: string, uuid: string, receipt: string | undefined): Exchange {
  const text = `HTTP ${status}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { verdict: 'unclear', text };
  const success = status >= 200 && status < 300;
  if (!success && status !== 422) return { verdict: 'refuse', text };
  if (receipt === undefined) return { verdict: success ? 'accept' : 'refuse', text };
  const found = readReceipt(body, uuid);
  if (found !== undefined) return { verdict: found, text: `${text}, receipt` };
  return success
    ? { verdict: 'unclear', text: `${text} without a receipt for this message` }
    : { verdict: 'refuse', text };
}

/** Looks for the few elements of `urn:zustellwerk:quittung:1` that decide; its schema is proved by `message check`. */
function readReceipt(body: string, uuid: string): 'accept' | 'refuse' | undefined {
  if (!body.includes('"urn:zustellwerk:quittung:1"') || !body.toLowerCase().includes(`>${uuid}<`)) return undefined;
  if (/<(?:\w+:)?abgelehnt\b/.test(body)) return 'refuse';
  return /<(?:\w+:)?angenommen\b/.test(body) ? 'accept' : undefined;
}

const usage = `node verify.mjs --target https://… [--json]
Sends the samples of this folder to the address and compares the answers with contract.json.
CONTRACT_AUTHORIZATION: value of the header Authorization, for example "Bearer …".`;

async function main(args: readonly string[]): Promise<number> {
  const target = args[args.indexOf('--target') + 1];
  if (!args.includes('--target') || target === undefined || !URL.canParse(target)) {
    console.error(usage);
    return 2;
  }
  const authorization = process.env.CONTRACT_AUTHORIZATION;
  const results = await tryEndpoint({ pack: import.meta.dirname, target, authorization });
  if (args.includes('--json')) console.log(JSON.stringify(results, undefined, 2));
  else for (const line of tellResults(results)) console.log(line);
  return results.every(({ ok }) => ok) ? 0 : 1;
}

/** One line for each sample. */
export function tellResults(results: readonly TrialResult[]): string[] {
  return results.map(
    ({ name, expected, found, ok }) => `${ok ? 'ok      ' : 'DEVIATES'}  ${name}: expected ${expected}, found ${found}`,
  );
}

// In a pack the file is run; in the gateway it is imported.
if (
  process.argv[1] !== undefined &&
  import.meta.url === pathToFileURL(process.argv[1]).href &&
  import.meta.filename.endsWith('verify.mjs')
) {
  process.exitCode = await main(process.argv.slice(2));
}
