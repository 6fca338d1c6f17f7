import { type CheckFault, type CheckJob, fitConnect } from '../../../src/sdk.ts';
import { accessOf, findDestinationId } from './access.ts';
import type { Options } from './options.ts';
import { outcomeOfError } from './outcomes.ts';

/** Reads the destination and its key, as each delivery does, and changes nothing. */
export async function check({ options, signal }: CheckJob<Options>): Promise<readonly CheckFault[]> {
  try {
    const api = fitConnect.openSubmissionApi(accessOf(options, signal));
    const id = await findDestinationId(options, signal);
    if (id === undefined) return [fault('routing', 'finds not exactly one destination', 'Check leika and ars.')];
    const destination = await api.readDestination(id);
    await api.readEncryptionKey(destination);
    const active = destination.status === 'active';
    const offered = destination.services.some(({ identifier }) => identifier === options.service);
    return [
      ...(active ? [] : [fault('destinationId', `is ${destination.status}`, 'Ask its operator to activate it.')]),
      ...(offered ? [] : [fault('service', 'is not offered there', 'Name a service that the destination offers.')]),
    ];
  } catch (error) {
    const remedy = 'Check addresses, client id and secret, and whether the client may send there.';
    return [{ option: [], problem: outcomeOfError(error).answer, remedy }];
  }
}

function fault(option: string, problem: string, remedy: string): CheckFault {
  return { option: [option], problem, remedy };
}
