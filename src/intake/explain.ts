import { hash, randomUUID } from 'node:crypto';
import type { EmbeddedAttachment } from '../domains/service.ts';
import { proveMessage } from './compose.ts';
import { draftMessage } from './draft.ts';
import { writePointer } from './pattern.ts';
import type { Plan, Portal } from './plan.ts';
import type { PointedFinding } from './profile.ts';
import { type Resolved, resolveEnvelope } from './resolve.ts';
import { type SubmissionTrace, traceSubmission } from './trace-submission.ts';

export type Explanation =
  | { readonly kind: 'refused'; readonly findings: readonly PointedFinding[] }
  | { readonly kind: 'explained'; readonly resolved: Resolved; readonly trace: SubmissionTrace };

/**
 * Where the elements of a submission's message would come from, and where its fields would go. Needs no database, and so
 * no attached files: something stands in for each.
 */
export async function explainSubmission(body: unknown, portal: Portal, plan: Plan, now: Date): Promise<Explanation> {
  const resolved = resolveEnvelope(body, portal, plan, { now });
  const aside = resolved.findings.map((finding) => ({ pointer: writePointer(finding.path), finding }));
  if (!('message' in resolved)) return { kind: 'refused', findings: aside };
  const attachments = standIns(resolved);
  const draft = draftMessage(resolved, portal, plan, { uuid: randomUUID(), now, attachments, references: [] });
  const findings = [...draft.findings, ...aside];
  if (findings.length > 0 || !draft.built) return { kind: 'refused', findings };
  const { content } = draft.built;
  await proveMessage(resolved, draft.built, plan);
  return {
    kind: 'explained',
    resolved,
    trace: traceSubmission({ message: resolved.message, content, mapped: draft.mapped, body: resolved.envelope }),
  };
}

function standIns({ envelope: { attachments = [] }, message }: Resolved): EmbeddedAttachment[] {
  if (!message.embedsAttachments) return [];
  const content = Buffer.from('a file');
  return attachments.map(({ id, label = 'datei' }) => ({
    id,
    label,
    fileName: label,
    mediaType: 'application/octet-stream',
    sha512: hash('sha512', content),
    content: content.toString('base64'),
  }));
}
