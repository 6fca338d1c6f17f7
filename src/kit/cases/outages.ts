import { attemptThatCalls, begin, type Case, endsWell, heldOf, isThrough, must } from '../case.ts';

const wait = 1_800;
/** Clocks and answers take a moment. */
const tolerance = 5_000;

const outageWaits: Case = {
  name: 'outage-waits',
  level: 'basic',
  title: {
    de: 'Nach einem Ausfall wird es wieder versucht, nicht vor der genannten Zeit',
    en: 'An outage is tried again, not before the stated time',
  },
  needs: ['delivers'],
  plays: ['unavailable'],
  async run(ground) {
    const { steps, cannot } = ground.rig;
    const saysWhen = cannot?.['retry-after'] === undefined;
    const outages = steps.flatMap((each) => {
      const down = { scene: each, behaviour: { kind: 'unavailable', step: each } } as const;
      if (!saysWhen) return [down];
      const limited = { ...down.behaviour, retryAfter: wait, limited: true };
      return [
        { ...down, behaviour: { ...down.behaviour, retryAfter: wait } },
        { scene: `${each}, HTTP 429`, behaviour: limited },
      ];
    });
    for (const { scene, behaviour } of outages) {
      const delivery = await begin(ground, [behaviour]);
      const begun = Date.now();
      const { outcome } = await attemptThatCalls(ground, delivery, behaviour.step);
      must(
        outcome?.kind === 'later',
        `${scene}: Das Ziel kann gerade nicht und nimmt nichts; der Adapter sagt "${outcome?.kind ?? 'nichts'}", nicht "later".`,
        `${scene}: the target can't now and takes nothing; the adapter says "${outcome?.kind ?? 'nothing'}", not "later".`,
      );
      const until = (outcome.notBefore?.getTime() ?? 0) - begun;
      must(
        !saysWhen || until >= wait * 1_000 - tolerance,
        `${scene}: Das Ziel will ${wait} s lang nicht gefragt werden (Retry-After), der Adapter gibt als notBefore ${outcome.notBefore ? 'weniger' : 'nichts'} an.`,
        `${scene}: the target asks not to be called for ${wait} s (Retry-After), and the adapter gives ${outcome.notBefore ? 'less' : 'nothing'} as notBefore.`,
      );
      await endsWell(ground, delivery);
    }
  },
};

const errorNeverThrows: Case = {
  name: 'error-never-throws',
  level: 'basic',
  title: {
    de: 'Ein Fehler des Ziels ist ein Ergebnis, kein Absturz',
    en: "The target's error is an outcome, not a throw",
  },
  needs: ['delivers'],
  plays: ['crash'],
  async run(ground) {
    const { rig } = ground;
    for (const step of rig.steps) {
      const delivery = await begin(ground, [{ kind: 'crash', step }]);
      const { alarms, state } = await attemptThatCalls(ground, delivery, step);
      const [alarm = ''] = alarms;
      must(alarms.length === 0, `${step}: ${alarm}`, `${step}: ${alarm}`);
      must(
        !isThrough(state) && state !== 'rejected',
        `${step}: Nach einem inneren Fehler des Ziels ist die Zustellung ${state}.`,
        `${step}: after an error inside the target the delivery is ${state}.`,
      );
      await endsWell(ground, delivery);
    }
    if (rig.cannot?.garbage !== undefined) return;
    for (const step of rig.steps.slice(0, -1)) {
      const delivery = await begin(ground, [{ kind: 'garbage', step }]);
      const { alarms } = await attemptThatCalls(ground, delivery, step);
      const [alarm = ''] = alarms;
      must(alarms.length === 0, `${step}, unlesbare Antwort: ${alarm}`, `${step}, unreadable answer: ${alarm}`);
    }
  },
};

function cut(when: 'before' | 'during' | 'after', de: string, en: string): Case {
  return {
    name: `cut-${when}`,
    level: 'basic',
    title: { de: `Verbindung getrennt, ${de}`, en: `Connection cut ${en}` },
    needs: ['delivers'],
    plays: ['cut'],
    async run(ground) {
      for (const step of ground.rig.steps) {
        const delivery = await begin(ground, [{ kind: 'cut', when, step }]);
        const { outcome } = await attemptThatCalls(ground, delivery, step);
        const kind = outcome?.kind ?? 'nothing';
        must(
          kind === 'unknown' || kind === 'later',
          `${step}: Die Verbindung riss ab, der Adapter sagt "${kind}".`,
          `${step}: the connection was cut, the adapter says "${kind}".`,
        );
        await endsWell(ground, delivery);
      }
    },
  };
}

const acceptThenLose: Case = {
  name: 'accept-then-lose',
  level: 'basic',
  title: {
    de: 'Das Ziel nimmt an und verliert: Niemand behauptet eine Zustellung',
    en: 'The target takes and loses it: nobody claims a delivery',
  },
  needs: ['delivers'],
  plays: ['accept-then-lose'],
  async run(ground) {
    const delivery = await begin(ground, [{ kind: 'accept-then-lose' }]);
    const { state } = await ground.bench.settle(delivery);
    const held = await heldOf(ground, delivery);
    must(
      !isThrough(state) || held.length === 1,
      `Das Ziel hat die Nachricht ${held.length}-mal, die Zustellung gilt als ${state}.`,
      `The target has the message ${held.length} times, the delivery counts as ${state}.`,
    );
  },
};

export const outages: readonly Case[] = [
  outageWaits,
  errorNeverThrows,
  cut('before', 'bevor das Ziel las', 'before the target read'),
  cut('during', 'mitten in der Antwort', 'during the answer'),
  cut('after', 'nach der Annahme', 'after the message was taken'),
  acceptThenLose,
];
