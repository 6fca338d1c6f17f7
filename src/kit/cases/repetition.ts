import { setTimeout as sleep } from 'node:timers/promises';
import { validate } from '../../messages/validate.ts';
import type { Behaviour } from '../../simulators/behaviour.ts';
import type { TargetCall } from '../../simulators/target.ts';
import {
  attemptThatCalls,
  begin,
  type Case,
  callsSince,
  endsWell,
  type Ground,
  heldOf,
  isThrough,
  mark,
  must,
  resolvesDoubt,
} from '../case.ts';

interface Repeated {
  readonly calls: readonly TargetCall[];
  /** Of another delivery. */
  readonly others: readonly TargetCall[];
  readonly uuid: string;
}

const repeated = new WeakMap<Ground, Promise<Repeated>>();

/** One delivery in several attempts, each in a process of its own: every call is turned away once. And a second delivery. */
function repeat(ground: Ground): Promise<Repeated> {
  const known = repeated.get(ground) ?? repeatOnce(ground);
  repeated.set(ground, known);
  return known;
}

async function repeatOnce(ground: Ground): Promise<Repeated> {
  const { bench, rig } = ground;
  const start = await mark(ground);
  const turnedAway = rig.steps.map((step): Behaviour => ({ kind: 'unavailable', step }));
  const delivery = await begin(ground, rig.cannot?.unavailable === undefined ? turnedAway : []);
  for (let attempts = 0; attempts < rig.steps.length; attempts += 1) {
    await bench.attempt(delivery);
    await bench.restart();
  }
  await bench.settle(delivery);
  const calls = await callsSince(ground, start);
  const next = await mark(ground);
  await bench.settle(await begin(ground));
  return { calls, others: await callsSince(ground, next), uuid: delivery.sample.uuid };
}

const bytesStable: Case = {
  name: 'bytes-stable',
  level: 'basic',
  title: { de: 'Jeder Versuch sendet dieselben Bytes', en: 'Every attempt sends the same bytes' },
  needs: ['delivers'],
  async run(ground) {
    const { adapter, bench } = ground;
    if (adapter.map) {
      const { definition: id, uuid, xml } = ground.sample();
      const before = Buffer.from(xml);
      const first = await bench.life().map({ id, uuid, xml });
      const second = await (await bench.restart()).map({ id, uuid, xml });
      must(
        Buffer.compare(first, second) === 0 && before.equals(xml),
        'map ergibt in zwei Prozessen verschiedene Bytes.',
        'map gives different bytes in two processes.',
      );
    }
    const { calls } = await repeat(ground);
    const sent = calls.flatMap(({ message }) => message ?? []);
    must(
      sent.length > 0,
      'Das Ziel nennt keine Bytes (calls().message).',
      'The target names no bytes (calls().message).',
    );
    must(
      sent.every((each) => Buffer.compare(each, sent[0] ?? each) === 0),
      `In ${sent.length} Sendungen derselben Zustellung kamen verschiedene Bytes an.`,
      `${sent.length} sendings of the same delivery brought different bytes.`,
    );
    if (adapter.map) return;
    const [first = new Uint8Array()] = sent;
    const { kind } = await validate(first, ground.schemas);
    must(kind === 'valid', `Gesendet wurde, was das Schema ${kind} nennt.`, `What was sent is ${kind} to the schema.`);
  },
};

const sameKey: Case = {
  name: 'same-key',
  level: 'basic',
  title: { de: 'Jeder Versuch nennt denselben Schlüssel', en: 'Every attempt gives the same key' },
  needs: ['delivers'],
  async run(ground) {
    const { calls, others, uuid } = await repeat(ground);
    const keys = new Set(calls.flatMap(({ key }) => key ?? []));
    const uuids = new Set(calls.flatMap((call) => call.uuid?.toLowerCase() ?? []));
    must(
      keys.size + uuids.size > 0,
      'Das Ziel sieht weder Schlüssel noch UUID (calls().key, calls().uuid): Es kann Wiederholungen nicht erkennen.',
      'The target sees neither key nor UUID (calls().key, calls().uuid): it cannot recognise repetitions.',
    );
    must(
      keys.size <= 1,
      `${keys.size} verschiedene Schlüssel für eine Zustellung: deliveryKey ist bei jedem Versuch derselbe.`,
      `${keys.size} different keys for one delivery: deliveryKey is the same in every attempt.`,
    );
    must(
      [...uuids].every((each) => each === uuid.toLowerCase()),
      'Das Ziel sah eine andere UUID als die der Nachricht.',
      "The target saw another UUID than the message's.",
    );
    must(
      others.every(({ key }) => key === undefined || !keys.has(key)),
      'Zwei Zustellungen mit demselben Schlüssel.',
      'Two deliveries with the same key.',
    );
  },
};

const restartBetweenSteps: Case = {
  name: 'restart-between-steps',
  level: 'basic',
  title: {
    de: 'Nach einem Absturz zwischen zwei Schritten geht es dort weiter',
    en: 'After a crash between two steps it goes on there',
  },
  needs: ['delivers'],
  plays: ['slow'],
  async run(ground) {
    const { bench, rig, target } = ground;
    for (const [index, step] of rig.steps.entries()) {
      const start = await mark(ground);
      const delivery = await begin(ground, [{ kind: 'slow', ms: 600_000, step }]);
      const attempt = attemptThatCalls(ground, delivery, step, 60_000);
      must(
        await reached(ground, start, step),
        `Der Schritt "${step}" wurde nicht erreicht.`,
        `The step "${step}" was not reached.`,
      );
      await bench.restart();
      await attempt;
      await target.behave([]);
      await endsWell(ground, delivery);
      const calls = await callsSince(ground, start);
      for (const done of rig.steps.slice(0, index)) {
        const count = calls.filter((call) => call.step === done).length;
        must(
          count === 1,
          `Der Prozess starb in "${step}", als "${done}" schon getan war; danach wurde "${done}" wiederholt (${count} Aufrufe): Das Ergebnis gehört in steps.once.`,
          `The process died in "${step}" when "${done}" was done, and then "${done}" was made again (${count} calls): its result belongs into steps.once.`,
        );
      }
    }
  },
};

async function reached(ground: Ground, start: number, step: string): Promise<boolean> {
  for (let round = 0; round < 500; round += 1) {
    const calls = await callsSince(ground, start);
    if (calls.some((call) => call.step === step && call.behaviour === 'slow')) return true;
    await sleep(20);
  }
  return false;
}

const duplicatesRecognised: Case = {
  name: 'duplicates-recognised',
  level: 'basic',
  title: { de: 'Noch einmal gesendet ist noch immer eine Nachricht', en: 'Sent again is still one message' },
  needs: ['delivers'],
  unless: ({ adapter }) =>
    adapter.capabilities.recognisesDuplicates
      ? undefined
      : {
          de: 'Der Adapter erklärt, dass das Ziel Wiederholungen nicht erkennt.',
          en: 'The adapter declares that the target does not recognise repetitions.',
        },
  async run(ground) {
    const delivery = await begin(ground);
    await ground.bench.settle(delivery);
    // As if the gateway had died before it could note the outcome.
    delivery.inDoubt = false;
    const { state } = await ground.bench.attempt(delivery);
    const held = await heldOf(ground, delivery);
    must(
      held.length === 1,
      `Nach der Wiederholung hat das Ziel die Nachricht ${held.length}-mal; erklärt ist recognisesDuplicates.`,
      `After the repetition the target has the message ${held.length} times; recognisesDuplicates is declared.`,
    );
    must(isThrough(state), `Die Wiederholung kam zu "${state}".`, `The repetition came to "${state}".`);
  },
};

const lookupTrue: Case = {
  name: 'lookup-true',
  level: 'basic',
  title: {
    de: 'Das Nachsehen findet, was da ist, und sagt, was fehlt',
    en: 'lookup finds what is there, and says what is not',
  },
  needs: ['delivers'],
  plays: ['cut'],
  unless: ({ adapter }) =>
    adapter.lookup ? undefined : { de: 'Der Adapter hat kein lookup.', en: 'The adapter has no lookup.' },
  async run(ground) {
    const principal = ground.rig.principal ?? ground.rig.steps.at(-1);
    for (const when of ['after', 'before'] as const) {
      const start = await mark(ground);
      const delivery = await begin(ground, [{ kind: 'cut', when }]);
      await endsWell(ground, delivery);
      const sent = (await callsSince(ground, start)).filter(({ step }) => step === principal).length;
      must(
        when === 'before' || sent === 1,
        `Das Ziel hatte die Nachricht, und sie wurde ${sent - 1}-mal noch einmal gesendet statt nachzusehen.`,
        `The target had the message, and it was sent ${sent - 1} more times where lookup would have found it.`,
      );
    }
  },
};

const lookupDown: Case = {
  name: 'lookup-down',
  level: 'basic',
  title: {
    de: 'Kann das Ziel beim Nachsehen nicht antworten, bleibt es offen',
    en: 'A target that cannot answer lookup leaves it open',
  },
  needs: ['delivers', 'lookup-true'],
  plays: ['cut', 'crash'],
  unless: ({ adapter, rig }) => {
    if (!adapter.lookup) return { de: 'Der Adapter hat kein lookup.', en: 'The adapter has no lookup.' };
    if (rig.asks !== undefined) return undefined;
    return {
      de: 'Das Rig nennt keinen Aufruf, mit dem nachgesehen wird (asks).',
      en: 'The rig names no call by which lookup asks (asks).',
    };
  },
  async run(ground) {
    const { asks = '' } = ground.rig;
    const delivery = await begin(ground, [
      { kind: 'cut', when: 'after' },
      { kind: 'crash', step: asks },
    ]);
    await ground.bench.attempt(delivery);
    const { outcome } = await ground.bench.next(delivery);
    const said = outcome?.kind ?? 'threw';
    must(
      said === 'later' || said === 'unknown',
      `Das Ziel hat beim Nachsehen (${asks}) einen Fehler; der Adapter sagt "${said}" statt "later" oder "unknown".`,
      `The target fails when it is asked (${asks}); the adapter says "${said}" in place of "later" or "unknown".`,
    );
    await endsWell(ground, delivery);
  },
};

const doubtResolved: Case = {
  name: 'doubt-resolved',
  level: 'reliable',
  title: {
    de: 'Ein ungewisser Ausgang klärt sich ohne einen Menschen',
    en: 'What is not known is found out without a person',
  },
  needs: ['delivers', 'cut-after'],
  async run(ground) {
    must(
      resolvesDoubt(ground),
      'Weder lookup noch recognisesDuplicates: Nach jeder Störung muss ein Mensch nachsehen.',
      'Neither lookup nor recognisesDuplicates: after each disturbance a person has to look.',
    );
  },
};

export const repetition: readonly Case[] = [
  bytesStable,
  sameKey,
  restartBetweenSteps,
  duplicatesRecognised,
  lookupTrue,
  lookupDown,
];
export { doubtResolved };
