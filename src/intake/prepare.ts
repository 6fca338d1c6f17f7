import { randomUUID } from 'node:crypto';
import { loadForMessage, noFiles, type WaitingAttachment } from '../attachments/load-for-message.ts';
import { judgeTrust, type Trusted, vouch } from './authentication.ts';
import { pointBreaches } from './check-data.ts';
import { proveMessage } from './compose.ts';
import type { Content } from './content.ts';
import { draftMessage } from './draft.ts';
import type { When } from './find-destination.ts';
import {
  type IntakeParts,
  type IntakeRequest,
  type Refused,
  refuse,
  type Told,
  type Unavailable,
} from './intake-result.ts';
import { homeOf } from './join-plans.ts';
import { judgeFiles } from './judge-files.ts';
import { judgePayment, type PaymentJudgement } from './payment.ts';
import type { Plan } from './plan.ts';
import type { MappedData } from './profile.ts';
import { type Resolved, resolveEnvelope, type Unresolved } from './resolve.ts';
import { relatesToEarlier, resolveRelated } from './resolve-related.ts';

/** A message that may be sent, and all that led to it. */
export interface Prepared {
  readonly kind: 'ready';
  readonly resolved: Resolved;
  readonly uuid: string;
  readonly receivedAt: Date;
  readonly content: Content;
  readonly mapped: MappedData;
  readonly xml: Uint8Array;
  readonly told: Told;
  readonly attachmentIds: readonly string[];
  readonly trusted: Trusted;
  /** Of a signed assertion. */
  readonly assertion: Buffer | undefined;
  readonly payment: PaymentJudgement;
}

interface PrepareParts extends Pick<IntakeParts, 'now' | 'attachments' | 'pool' | 'seal'> {
  readonly findFiles: (ids: readonly string[]) => Promise<readonly WaitingAttachment[]>;
  /** Of a submission that was accepted before, and is mapped again. */
  readonly receivedAt?: Date;
}

/** Steps 1 to 4: profile → data → routing → message. */
export async function prepare(
  request: Pick<IntakeRequest, 'portal' | 'body' | 'checkedBefore'>,
  plan: Plan,
  parts: PrepareParts,
): Promise<Prepared | Refused | Unavailable> {
  const { portal } = request;
  const receivedAt = parts.now();
  const routed = await resolveRequest(request, plan, parts, { now: receivedAt, receivedAt: parts.receivedAt });
  if (!('message' in routed)) return refuse(routed.findings);
  const { checkedBefore = false } = request;
  const vouched = await vouch(routed, portal, plan, receivedAt, checkedBefore);
  if (!vouched) return { kind: 'unavailable' };
  const resolved = { ...routed, envelope: vouched.envelope };

  const uuid = randomUUID();
  const { message, envelope, destination } = resolved;
  const files = await loadForMessage(
    envelope.attachments ?? [],
    parts.findFiles,
    {
      embeds: message.embedsAttachments,
      most: homeOf(destination.id, plan).carriages.get(destination.id)?.mostFiles,
      refers: message.refersToAttachments === true && destination.fetchesAttachments,
    },
    parts.attachments,
  );
  const { attachments, references, files: found } = 'findings' in files ? noFiles : files;
  const ofFiles = judgeFiles(resolved, found);
  const draft = draftMessage(resolved, portal, plan, { uuid, now: receivedAt, attachments, references });
  const trust = judgeTrust(resolved, draft.mapped.data, vouched.by);
  const judged = judgePayment(resolved);
  const payment = checkedBefore ? { ...judged, term: undefined, findings: [], warnings: [] } : judged;
  const aside = [
    ...resolved.findings,
    ...vouched.findings,
    ...(checkedBefore || vouched.findings.length > 0 ? [] : trust.findings),
    ...payment.findings,
    ...('findings' in files ? files.findings : []),
    ...(checkedBefore ? [] : ofFiles),
  ];
  const all = [...draft.findings, ...refuse(aside).findings];
  if (all.length > 0 || !draft.built) return { kind: 'refused', findings: all };

  const { mapped, built } = draft;
  const breaches = await proveMessage(resolved, built, plan);
  const broken = breaches.filter(({ severity }) => severity === 'error');
  if (broken.length > 0) return { kind: 'refused', findings: pointBreaches(broken, message, mapped) };
  const { common, why } = resolved;
  const told = {
    unmapped: mapped.unmapped,
    warnings: [
      ...pointBreaches(breaches, message, mapped),
      ...refuse([...trust.warnings, ...payment.warnings, ...(checkedBefore ? ofFiles : [])]).findings,
    ],
    choice: { definition: message.definition.id, common, why },
  };
  return {
    kind: 'ready',
    resolved,
    uuid,
    receivedAt,
    ...built,
    mapped,
    told,
    attachmentIds: [...attachments, ...references].map(({ id }) => id),
    trusted: trust.trusted,
    assertion: vouched.assertion,
    payment,
  };
}

/** What a request is about, and where it goes. */
export async function resolveRequest(
  { body, portal }: Pick<IntakeRequest, 'portal' | 'body'>,
  plan: Plan,
  parts: Pick<IntakeParts, 'pool' | 'seal'>,
  when: When,
): Promise<Resolved | Unresolved> {
  return relatesToEarlier(body) ? resolveRelated(body, portal, plan, parts) : resolveEnvelope(body, portal, plan, when);
}
