import type { WaitingAttachment } from '../../attachments/attachment-store.ts';
import type { Scanner } from '../../attachments/scanner.ts';
import { finding, type Wording } from '../../findings.ts';
import { accept } from '../../intake/accept.ts';
import { acceptFinished } from '../../intake/accept-finished.ts';
import type { IntakeParts, IntakeResult } from '../../intake/intake-result.ts';
import type { Plan } from '../../intake/plan.ts';
import type { PointedFinding } from '../../intake/profile.ts';
import { withStoredFiles } from '../store-files.ts';
import { SetFault } from '../unpack.ts';
import type { DropFolderSource } from './open-source.ts';
import { type ReadSet, type SetContent, sortOut } from './read-set.ts';

export interface TakingParts {
  readonly plan: Plan;
  readonly intake: IntakeParts;
  readonly scanner: Scanner | undefined;
}

/** What became of a set. `ours`: the network file does not fit, and nobody is refused for that. */
export type TakenSet =
  | { readonly kind: 'taken'; readonly submission: string }
  | { readonly kind: 'refused' | 'ours'; readonly findings: readonly PointedFinding[] };

/**
 * Submits a set as its portal would. The hash of the set is the key, for a finished message its UUID: a set that is read once more after
 * a crash is the same submission.
 *
 * @throws when it cannot be judged or stored now.
 */
export async function takeSet(
  name: string,
  set: ReadSet,
  source: DropFolderSource,
  parts: TakingParts,
): Promise<TakenSet> {
  try {
    const content = sortOut(name, set.raw);
    if (content.document.kind === 'xml') return await takeMessage(content, source, parts);
    const written = readJson(content.document.bytes);
    if (written === undefined) return refuseSet(noJson);
    return await withStoredFiles(content.attachments, { ...parts, portal: source.portal }, (files) =>
      takeApplication(name, set, written, files, source, parts),
    );
  } catch (error) {
    if (error instanceof SetFault) return refuseSet(error.wording);
    throw error;
  }
}

async function takeApplication(
  name: string,
  { hash }: ReadSet,
  document: unknown,
  files: readonly WaitingAttachment[],
  source: DropFolderSource,
  { plan, intake }: TakingParts,
): Promise<TakenSet> {
  const body = writeBody(name, document, files, source);
  const rawBody = Buffer.from(JSON.stringify(body));
  const idempotencyKey = `drop-folder:${source.config.id}:${hash}`;
  return judge(
    await accept({ portal: source.portal, rawBody, body, idempotencyKey, dryRun: false }, plan, intake),
    source.config.service !== undefined,
  );
}

async function takeMessage(
  { document, attachments }: SetContent,
  source: DropFolderSource,
  { plan, intake }: TakingParts,
): Promise<TakenSet> {
  if (attachments.length > 0) return refuseSet(filesBesideMessage);
  const { service: serviceId, act, region } = source.config;
  const otherwise = { serviceId, act, region };
  const request = { portal: source.portal, xml: document.bytes, beside: {}, otherwise, dryRun: false };
  const result = await acceptFinished(request, plan, intake);
  if (result.kind === 'key-reused') return refuseSet(otherBytes);
  return judge(result, false);
}

/** With a service in the network file, a document is its data; without, a whole submission. */
function writeBody(
  reference: string,
  document: unknown,
  files: readonly WaitingAttachment[],
  { config: { service, act, region, profile, authentication } }: DropFolderSource,
): unknown {
  const attachments = files.length === 0 ? {} : { attachments: files.map(({ id, name: label }) => ({ id, label })) };
  if (service === undefined) return isObject(document) ? { reference, ...document, ...attachments } : document;
  const around = { serviceId: service, act, region, profile, reference, ...(authentication && { authentication }) };
  return { ...around, data: document, ...attachments };
}

/**
 * What an earlier look has taken is taken: only the ids of its files have changed since.
 *
 * @param isConfigured whether the network file says service and region.
 */
function judge(result: IntakeResult, isConfigured: boolean): TakenSet {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'taken', submission: result.accepted.id };
    case 'key-reused':
    case 'reference-used':
      return { kind: 'taken', submission: result.earlier.id };
    case 'refused': {
      const ours = isConfigured && result.findings.some(({ pointer }) => !isInSet(pointer));
      return { kind: ours ? 'ours' : 'refused', findings: result.findings };
    }
    default:
      throw new Error(`A set cannot be taken now: ${result.kind}.`);
  }
}

/** All else comes from the network file then. */
function isInSet(pointer: string): boolean {
  return pointer === '' || /^\/(data|reference|attachments)/.test(pointer);
}

function refuseSet(expected: Wording): TakenSet {
  return { kind: 'refused', findings: [{ pointer: '', finding: finding([], 'set-refused', { expected }) }] };
}

const noJson = {
  de: 'Die JSON-Datei ist kein gültiges JSON in UTF-8.',
  en: 'The JSON file is not valid JSON in UTF-8.',
};
const otherBytes = {
  de: 'Unter ihrer nachrichtenUUID kam bereits eine andere Nachricht.',
  en: 'Another message came under its nachrichtenUUID before.',
};
const filesBesideMessage = {
  de: 'Eine fertige XÖV-Nachricht wird unverändert weitergegeben; für Dateien daneben ist kein Platz.',
  en: 'A finished XÖV message is passed on as it is; there is no place for files beside it.',
};

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
