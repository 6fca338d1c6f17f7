import { accept } from '../../intake/accept.ts';
import { type Inbound, step } from '../../store/inbound.ts';
import { decideReject } from './answer.ts';
import { nameOf } from './fetch-submission.ts';
import { Kept, type Round } from './parts.ts';
import { findOurFault, problemsOf } from './problems-of.ts';

/**
 * fetched → taken: the same intake as of any portal, under a key that is the same after a crash. What it refuses leads to
 * a reject, unless the fault is in our configuration.
 */
export async function handIn(row: Inbound, round: Round): Promise<Inbound> {
  const { kysely, source, plan, intake } = round;
  const rawBody = openEnvelope(row, round);
  const body: unknown = JSON.parse(rawBody.toString('utf8'));
  const idempotencyKey = `fit-connect:${source.config.destinationId}:${row.remote_id}`;
  const request = { portal: source.portal, rawBody, body, idempotencyKey, dryRun: false, checkedBefore: true };
  const result = await accept(request, plan, intake);
  switch (result.kind) {
    case 'accepted':
      return step(kysely, row, { state: 'taken', submission_id: result.accepted.id, envelope: null });
    // It was taken before a crash, and fetched once more since: the same submission with new ids of its files.
    case 'key-reused':
    case 'reference-used':
      return step(kysely, row, { state: 'taken', submission_id: result.earlier.id, envelope: null });
    case 'refused':
      return refuse(row, result.findings, round);
    case 'unavailable':
      throw new Kept('UNAVAILABLE');
    case 'dry-run':
      throw new Error('A submission that was handed in came back as a dry run.');
  }
}

function openEnvelope(row: Inbound, { seal }: Round): Buffer {
  if (!row.envelope || !row.data_key || row.seal_key_id === null) throw new Kept('ENVELOPE_MISSING');
  const name = nameOf(row);
  return seal.openDataKey(row.seal_key_id, row.data_key, name).open(row.envelope, name);
}

async function refuse(row: Inbound, findings: Parameters<typeof problemsOf>[0], round: Round): Promise<Inbound> {
  // Files that no submission references are removed after a day: then they are fetched once more.
  if (findings.every(({ finding }) => finding.rule === 'attachment-unknown')) {
    return step(round.kysely, row, { state: 'seen', envelope: null });
  }
  const fault = findOurFault(findings);
  if (fault !== undefined) throw new Kept(fault);
  const rules = findings.slice(0, 100).map(({ pointer, finding }) => ({ pointer, rule: finding.rule }));
  return decideReject(row, problemsOf(findings), { rules }, round);
}
