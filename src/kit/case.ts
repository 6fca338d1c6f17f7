import type { ProcedureAdapter } from '../delivery/adapter.ts';
import type { Bilingual } from '../delivery/exchange.ts';
import type { Schemas } from '../messages/schemas.ts';
import type { Behaviour, BehaviourKind } from '../simulators/behaviour.ts';
import type { HeldMessage, Target, TargetAttachment, TargetCall } from '../simulators/target.ts';
import type { Bench, KitAttempt, KitDelivery } from './bench.ts';
import type { CaseName } from './case-names.ts';
import type { Rig } from './rig.ts';
import type { SampleMessage } from './sample.ts';

export type Level = 'basic' | 'reliable' | 'proven';

/** What a case works with. */
export interface Ground {
  readonly bench: Bench;
  readonly adapter: ProcedureAdapter;
  readonly target: Target;
  readonly rig: Rig;
  readonly schemas: Schemas;
  /** A fresh valid message. */
  sample(): SampleMessage;
  /** One with files in it; undefined when the adapter takes none. */
  sampleWith(files: readonly TargetAttachment[]): SampleMessage | undefined;
}

/** One named behaviour of an adapter, and how it is found out. */
export interface Case {
  readonly name: CaseName;
  /** The lowest level that asks for it. */
  readonly level: Level;
  readonly title: Bilingual;
  /** Cases that have to pass first: without them this one says nothing. */
  readonly needs?: readonly CaseName[];
  /** What the target has to do for it. */
  readonly plays?: readonly BehaviourKind[];
  /** Why the case does not apply to an adapter that declares itself so; undefined when it does. */
  readonly unless?: (ground: Ground) => Bilingual | undefined;
  /** @throws Shortfall when the adapter falls short of it. */
  run(ground: Ground): Promise<void>;
}

/** What an adapter does wrong, for people. */
export class Shortfall extends Error {
  readonly said: Bilingual;

  constructor(said: Bilingual) {
    super(said.en);
    this.name = 'Shortfall';
    this.said = said;
  }
}

/** @throws Shortfall unless what should be so is so. */
export function must(isSo: boolean, de: string, en: string): asserts isSo {
  if (!isSo) throw new Shortfall({ de, en });
}

/** A delivery of a fresh message, to a target that behaves so. */
export async function begin(
  { bench, target, sample }: Ground,
  behaviours: readonly Behaviour[] = [],
  message: SampleMessage = sample(),
): Promise<KitDelivery> {
  await target.behave(behaviours);
  return bench.newDelivery(message);
}

export async function heldOf({ target }: Ground, { sample }: KitDelivery): Promise<HeldMessage[]> {
  return (await target.held()).filter(({ uuid }) => uuid.toLowerCase() === sample.uuid.toLowerCase());
}

/** Calls since a mark. */
export async function callsSince({ target }: Ground, mark: number): Promise<readonly TargetCall[]> {
  return (await target.calls()).slice(mark);
}

export async function mark({ target }: Ground): Promise<number> {
  return (await target.calls()).length;
}

/** The attempt that makes the call of a step: where an answer is fetched later, that is not the first. */
export async function attemptThatCalls(
  ground: Ground,
  delivery: KitDelivery,
  step: string,
  timeout?: number,
): Promise<KitAttempt> {
  const { bench, rig } = ground;
  let start = await mark(ground);
  let made = await bench.next(delivery, timeout);
  for (let round = 0; round < rig.steps.indexOf(step) && made.state === 'waiting'; round += 1) {
    if ((await callsSince(ground, start)).some((call) => call.step === step)) break;
    start = await mark(ground);
    made = await bench.next(delivery, timeout);
  }
  return made;
}

export function isThrough(state: string): boolean {
  return state === 'delivered' || state === 'handed-over';
}

/** What each attempt came to: why the last one failed may lie before it, in a receipt that was not believed, say. */
export function story({ attempts }: KitDelivery): string {
  const told = attempts.map(
    ({ outcome, alarms: [alarm] }) => alarm ?? (outcome ? `${outcome.kind}, ${outcome.answer}` : '-'),
  );
  return told.filter((each, index) => each !== told[index - 1]).join(' → ');
}

/** Whether the gateway can go on by itself after an outcome that is not known. */
export function resolvesDoubt({ adapter }: Ground): boolean {
  return adapter.capabilities.recognisesDuplicates || adapter.lookup !== undefined;
}

/**
 * Lets the delivery go on until nothing more happens by itself: through, and held exactly once; or left to a person,
 * where the adapter declares that it cannot tell.
 */
export async function endsWell(ground: Ground, delivery: KitDelivery): Promise<void> {
  const { state } = await ground.bench.settle(delivery);
  const held = (await heldOf(ground, delivery)).length;
  const told = story(delivery);
  if (isThrough(state)) {
    must(
      held === 1,
      `Die Zustellung gilt als ${state}, aber das Ziel hat die Nachricht ${held}-mal.`,
      `The delivery counts as ${state}, but the target has the message ${held} times.`,
    );
    return;
  }
  must(
    state === 'parked' && !resolvesDoubt(ground) && held <= 1,
    `Die Zustellung endete als ${state} (${told}), obwohl das Ziel wieder antwortet; es hat die Nachricht ${held}-mal.`,
    `The delivery ended as ${state} (${told}) although the target answers again; it has the message ${held} times.`,
  );
}
