import type { Inbound } from '../../store/inbound.ts';
import { noteDay } from '../../store/inbound.ts';
import type { SourceParts } from './parts.ts';

/** Days after which a person is told of what is not answered. The service rejects by itself on day 14. */
const alarmDays = [3, 10, 12];

/** On this day what is durable here is accepted, whatever the procedure does: two days before the service rejects it. */
export const lastDay = 12;

const day = 24 * 60 * 60 * 1000;

/** Whole days since it was submitted; since it was first seen, where no verified log says more. */
export function ageInDays({ submitted_at, seen_at }: Inbound, now: Date): number {
  return Math.floor((now.getTime() - (submitted_at ?? seen_at).getTime()) / day);
}

/** Tells a person, once for each of the days, of what has no answer yet: in the log, as an event, and in the list of sources. */
export async function tellDays(row: Inbound, { kysely, log, now }: SourceParts): Promise<Inbound> {
  const at = now();
  const age = ageInDays(row, at);
  const reached = alarmDays.filter((one) => one <= age).at(-1) ?? 0;
  if (reached <= row.told_day) return row;
  const { source_id: source, remote_id, state, trouble } = row;
  const told = { type: 'unanswered-at-source', at, detail: { source, day: reached, state } };
  if (await noteDay(kysely, row, reached, told)) {
    const text = `a submission of FIT-Connect has no answer since ${age} days; the service rejects it on day 14`;
    log.error({ source, submission: remote_id, day: reached, state, trouble }, text);
  }
  return { ...row, told_day: reached };
}
