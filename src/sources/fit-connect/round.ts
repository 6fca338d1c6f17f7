import { listOpen, noteSeen } from '../../store/inbound.ts';
import { advance } from './advance.ts';
import { tellDays } from './deadlines.ts';
import type { Round, SourceParts } from './parts.ts';
import type { Source } from './source.ts';

/** Submissions that go on at the same time: each waits for the service most of the while. */
const parallel = 4;

/**
 * One look at a source: all pages of what waits there, then everything that has no answer yet as far as it goes.
 *
 * @param goesOn false when the process stops or another one has the source.
 * @throws when the service cannot be reached; people are told of days all the same.
 */
export async function lookAtSource(source: Source, parts: SourceParts, goesOn: () => boolean): Promise<void> {
  const { kysely, plan, now } = parts;
  const { destinationId, authority } = source.config;
  const owned = {
    source_id: source.id,
    network_id: plan.config.network.id,
    authority_id: authority,
    portal_id: source.portal.id,
  };
  try {
    const destination = await source.api.readDestination(destinationId);
    await noteSeen(kysely, owned, await source.api.listSubmissions(destinationId), now());
    await advanceAll({ ...parts, source, destination }, goesOn);
  } catch (error) {
    for (const row of await listOpen(kysely, source.id)) await tellDays(row, parts);
    throw error;
  }
}

async function advanceAll(round: Round, goesOn: () => boolean): Promise<void> {
  const rows = await listOpen(round.kysely, round.source.id);
  const work = async () => {
    for (let row = rows.shift(); row && goesOn(); row = rows.shift()) await advance(row, round);
  };
  await Promise.all(Array.from({ length: parallel }, work));
}
