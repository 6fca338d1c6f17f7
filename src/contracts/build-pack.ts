import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { wordIn } from '../findings.ts';
import { berlinDateTime, berlinDay } from '../messages/dates.ts';
import type { ExportedSchema } from '../messages/export-schemas.ts';
import { agree } from './agree.ts';
import { compareContracts } from './compare.ts';
import type { Contract, Pack } from './contract.ts';
import { drawPictures } from './document/pictures.ts';
import { renderHtml } from './document/render-html.ts';
import { renderMarkdown } from './document/render-markdown.ts';
import { writeDocument } from './document/write-document.ts';
import { withExamples } from './examples.ts';
import { withRules } from './field-rules.ts';
import { receiptForm } from './receipts.ts';
import { replySamples } from './reply-samples.ts';
import type { Sampling } from './sample-content.ts';
import { makeSamples } from './samples.ts';

/** The files of a pack by path. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;

export interface BuildOptions {
  readonly language: 'de' | 'en';
  /** The contract that this one follows; its differences become the change log. */
  readonly since?: Contract;
}

/**
 * A contract as a folder that can be handed to a vendor: the document to read and sign, `contract.json`, schemas,
 * rules, samples with their verdicts, pictures, and a program that tries an endpoint with nothing but Node.
 *
 * @throws ZustellwerkError CONTRACT_IMPOSSIBLE when something that it states is not declared.
 */
export async function buildPack(sampling: Sampling, { language, since }: BuildOptions): Promise<PackFiles> {
  const agreed = agree(sampling);
  const { messages: samples, full } = await makeSamples(sampling);
  const schemas = exportSchemas(sampling, agreed);
  const receipts = receiptForm(agreed.exchange.receipt?.id)?.examples(
    samples[0]?.uuid ?? '',
    berlinDateTime(sampling.now),
  );
  const valid = samples.filter(({ answer }) => answer === 'accept').toReversed();
  const pack: Pack = {
    ...agreed,
    fields: withRules(
      withExamples(
        agreed.fields,
        valid.map(({ xml }) => xml),
      ),
      sampling.message.definition,
      full,
    ),
    date: berlinDay(sampling.now),
    gateway: sampling.plan.productVersion,
    schemas: schemas.map(({ path, text }) => ({ path: `schemas/${path}`, sha256: sha256(strToU8(text)) })),
    samples: samples.map(({ xml: _, ...sample }) => sample),
    changes:
      since === undefined
        ? []
        : compareContracts(since, agreed).map(({ text, breaks }) => ({ text, breaks: [...breaks] })),
  };
  const [minimal] = samples.filter(({ id }) => id === 'valid-minimal');
  const replies = replySamples(
    agreed.replies.map(({ id }) => id),
    minimal?.xml ?? new Uint8Array(),
  );
  const shown = minimal ? [[minimal.file, minimal.xml] as const] : [];
  const document = writeDocument(pack, language, new Map([...shown, ...(receipts ?? []), ...replies]));
  const pictures = drawPictures(pack, (wording) => wordIn(wording, language));
  return new Map([
    ['contract.html', strToU8(await renderHtml(document))],
    ['contract.md', strToU8(renderMarkdown(document))],
    ['contract.json', strToU8(`${JSON.stringify(pack, undefined, 2)}\n`)],
    ['rules.json', strToU8(`${JSON.stringify(pack.rules, undefined, 2)}\n`)],
    ['verify.mjs', strToU8(await verifier())],
    ...pictures.map(({ file, svg }): [string, Uint8Array] => [file, strToU8(svg)]),
    ...schemas.map(({ path, text }): [string, Uint8Array] => [`schemas/${path}`, strToU8(text)]),
    ...(receipts ?? []),
    ...replies,
    ...samples.map(({ file, xml }): [string, Uint8Array] => [file, xml]),
  ]);
}

/** The schemas of the message, its receipt and its replies; official ones are only named. */
function exportSchemas({ plan: { schemas } }: Sampling, { message, exchange, replies }: Contract): ExportedSchema[] {
  const answers = [...(exchange.receipt ? [exchange.receipt] : []), ...replies];
  const namespaces = new Set([message, ...answers].map(({ namespace }) => namespace));
  const files = [...namespaces].flatMap((namespace) =>
    schemas.isOfficial(namespace) ? [] : schemas.exportFor(namespace),
  );
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** The pack as one ZIP file; the same files give the same bytes. */
export function zipPack(files: PackFiles, folder: string): Uint8Array {
  const entries = [...files].map(([path, bytes]) => [`${folder}/${path}`, new Uint8Array(bytes)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: new Date('2000-01-01T00:00:00') });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** `verify.ts` as a vendor's Node runs it: from the sources its types are stripped, in the package they are gone. */
async function verifier(): Promise<string> {
  const own = import.meta.url.endsWith('.ts');
  const file = fileURLToPath(new URL(own ? './verify.ts' : './verify.js', import.meta.url));
  const text = await readFile(file, 'utf8');
  return own ? stripTypeScriptTypes(text) : text;
}
