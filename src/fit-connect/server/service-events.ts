import type { EventName } from '../set/events.ts';
import type { Ids, ServerPorts } from './ports.ts';

/** The version that version 2 of the API accepts back; subscribers repeat what the submit event names. */
const schema = 'https://schema.fitko.de/fit-connect/set-payload/1.2.2/set-payload.schema.json';

/** Signs an event that the service itself reports. */
export function signServiceEvent(
  { signer, address }: Pick<ServerPorts, 'signer' | 'address'>,
  name: EventName,
  { caseId, submissionId }: Pick<Ids, 'caseId' | 'submissionId'>,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return signer.signEvent({ name, issuer: address, caseId, subjectId: submissionId, payload, schema });
}
