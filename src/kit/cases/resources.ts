import { setTimeout as sleep } from 'node:timers/promises';
import type { AdapterLife } from '../adapter-life.ts';
import { attemptThatCalls, begin, type Case, isThrough, must } from '../case.ts';

const timeout = 400;
const grace = 2_000;

export const abortReleases: Case = {
  name: 'abort-releases',
  level: 'basic',
  title: {
    de: 'Ein Abbruch beendet den Versuch und gibt alles frei',
    en: 'Abort ends the attempt and releases everything',
  },
  needs: ['delivers'],
  plays: ['slow'],
  async run(ground) {
    const { bench, rig } = ground;
    const life = await bench.restart();
    // What is loaded once and kept is no leak.
    await bench.settle(await begin(ground));
    const before = await settled(life);
    for (const step of rig.steps) {
      const delivery = await begin(ground, [{ kind: 'slow', ms: 600_000, step }]);
      const attempt = attemptThatCalls(ground, delivery, step, timeout);
      const ended = await Promise.race([attempt, sleep(timeout + grace, undefined)]);
      if (ended === undefined) await bench.restart();
      const made = await attempt;
      must(
        ended !== undefined,
        `${step}: ${grace / 1_000} s nach dem Abbruch ist der Versuch nicht zu Ende (job.signal).`,
        `${step}: ${grace / 1_000} s after the abort the attempt has not ended (job.signal).`,
      );
      const [alarm = ''] = made.alarms;
      must(alarm === '', `${step}: ${alarm}`, `${step}: ${alarm}`);
      must(
        !isThrough(made.state) && made.state !== 'rejected',
        `${step}: Die Zeit war um, und die Zustellung ist ${made.state}.`,
        `${step}: the time was up, and the delivery is ${made.state}.`,
      );
      const left = await leftOver(life, before);
      must(
        left === '',
        `${step}: Nach dem Abbruch noch offen: ${left}`,
        `${step}: still open after the abort: ${left}`,
      );
    }
  },
};

type Counts = Readonly<Record<string, number>>;

/** Idle connections end soon; two looks that agree are the rest. */
async function settled(life: AdapterLife): Promise<Counts> {
  let last = await life.resources();
  for (let round = 0; round < 20; round += 1) {
    await sleep(50);
    const next = await life.resources();
    if (JSON.stringify(next) === JSON.stringify(last)) return next;
    last = next;
  }
  return last;
}

async function leftOver(life: AdapterLife, before: Counts): Promise<string> {
  let left: [string, number][] = [];
  for (let round = 0; round < 60; round += 1) {
    left = Object.entries(await life.resources()).filter(([name, count]) => count > (before[name] ?? 0));
    if (left.length === 0) return '';
    await sleep(50);
  }
  return left.map(([name, count]) => `${count - (before[name] ?? 0)} ${name}`).join(', ');
}
