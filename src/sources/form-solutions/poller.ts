import type { Logger } from 'pino';
import type { WaitingAttachment } from '../../attachments/attachment-store.ts';
import type { Scanner } from '../../attachments/scanner.ts';
import { finding } from '../../findings.ts';
import { accept } from '../../intake/accept.ts';
import type { IntakeParts, IntakeResult } from '../../intake/intake-result.ts';
import type { Plan } from '../../intake/plan.ts';
import type { PointedFinding } from '../../intake/profile.ts';
import type { Polled } from '../../store/leased-rounds.ts';
import { pollEach } from '../polled-source.ts';
import { withStoredFiles } from '../store-files.ts';
import { SetFault, type SetFile, unpack } from '../unpack.ts';
import type { FormSolutionsSource } from './open-source.ts';
import { type Entry, fetchFile, listNew, writeStatus } from './submission-api.ts';

interface PollerParts {
  readonly plan: Plan;
  readonly intake: IntakeParts;
  readonly scanner: Scanner | undefined;
  readonly log: Logger;
}

/** Tenants of Antragsmanagement 4.0, to be polled. */
export function pollFormSolutions(sources: readonly FormSolutionsSource[], parts: PollerParts): Polled[] {
  return pollEach(sources, parts.plan, (source, goesOn) => lookAtTenant(source, parts, goesOn));
}

/** One look: everything new of each form. What fails is new at the next look as well, and does not hold up the rest. */
async function lookAtTenant(source: FormSolutionsSource, parts: PollerParts, goesOn: () => boolean): Promise<void> {
  const troubles: unknown[] = [];
  for (const form of source.config.forms) {
    try {
      for (const entry of await listNew(source, form.form)) {
        if (!goesOn()) return;
        await take(entry, form, source, parts).catch((error) => troubles.push(error));
      }
    } catch (error) {
      troubles.push(error);
    }
  }
  if (troubles.length > 0) throw troubles[0];
}

type Form = FormSolutionsSource['config']['forms'][number];

/**
 * Accepts, and only then says so at the portal. After a crash between the two the application is new once more: the same
 * key gives the same submission, and the status is written again.
 */
async function take(entry: Entry, form: Form, source: FormSolutionsSource, parts: PollerParts): Promise<void> {
  const { config } = source;
  const result = await submit(entry, form, source, parts);
  if (result.kind === 'accepted' || result.kind === 'key-reused' || result.kind === 'reference-used') {
    return writeStatus(source, form.form, entry, config.taken);
  }
  if (result.kind !== 'refused') throw new Error(`An application cannot be taken now: ${result.kind}.`);
  const rules = result.findings.slice(0, 100).map(({ pointer, finding: one }) => ({ pointer, rule: one.rule }));
  const told = { source: config.id, form: form.form, process: entry.process, rules };
  if (result.findings.some((one) => isOurFault(one, form))) {
    return parts.log.error(told, 'an application stays at the portal: the network file does not fit');
  }
  parts.log.warn(told, 'an application of the portal is refused');
  return writeStatus(source, form.form, entry, config.refused);
}

async function submit(
  entry: Entry,
  form: Form,
  source: FormSolutionsSource,
  parts: PollerParts,
): Promise<IntakeResult> {
  const { config, portal } = source;
  const request = {
    portal,
    idempotencyKey: `form-solutions:${config.id}:${form.form}:${entry.process}`,
    dryRun: false,
  };
  try {
    const files = await fetchFiles(entry, form, source);
    return await withStoredFiles(files, { ...parts, portal }, (stored) => {
      const body = writeBody(entry, form, config.tenant, stored);
      const rawBody = Buffer.from(JSON.stringify(body));
      return accept({ ...request, rawBody, body }, parts.plan, parts.intake);
    });
  } catch (error) {
    if (!(error instanceof SetFault)) throw error;
    const refused = finding(['attachments'], 'set-refused', { expected: error.wording });
    return { kind: 'refused', findings: [{ pointer: '/attachments', finding: refused }] };
  }
}

/** @throws SetFault for a ZIP file that cannot be taken. */
async function fetchFiles(entry: Entry, { form, files }: Form, source: FormSolutionsSource): Promise<SetFile[]> {
  const found: SetFile[] = [];
  for (const kind of files) {
    const file = await fetchFile(source, form, entry, kind);
    if (file) found.push(...(kind === 'attachments' ? unpack(file) : [file]));
  }
  return found;
}

/** All but the payload and the files that are fetched comes from the network file: nobody is refused for that. */
function isOurFault({ pointer, finding: { rule } }: PointedFinding, { files }: Form): boolean {
  if (pointer.startsWith('/attachments')) return files.length === 0 || rule === 'attachment-not-taken';
  return !pointer.startsWith('/data') && !pointer.startsWith('/reference');
}

/** What is fetched, in the profile `antragsmanagement-4`; the order number is the reference. */
function writeBody(
  entry: Entry,
  { form, service, act, region, authentication }: Form,
  tenant: string,
  files: readonly WaitingAttachment[],
) {
  const { process, lastModified, payload } = entry;
  const content = readPayload(payload);
  const reference = orderNumberOf(content);
  return {
    serviceId: service,
    act,
    region,
    profile: 'antragsmanagement-4',
    ...(reference !== undefined && { reference }),
    ...(authentication && { authentication }),
    ...(files.length > 0 && { attachments: files.map(({ id, name: label }) => ({ id, label })) }),
    data: {
      tenant,
      form,
      process,
      status: 'NEW',
      ...(lastModified !== undefined && { lastModified }),
      payload: content,
    },
  };
}

function readPayload(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}

function orderNumberOf(payload: unknown): string | undefined {
  const found = payload !== null && typeof payload === 'object' && 'orderNumber' in payload ? payload.orderNumber : '';
  return typeof found === 'string' && found !== '' ? found : undefined;
}
