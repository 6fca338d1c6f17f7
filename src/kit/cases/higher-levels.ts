import { setTimeout as sleep } from 'node:timers/promises';
import type { KitDelivery } from '../bench.ts';
import { begin, type Case, type Ground, heldOf, isThrough, must, resolvesDoubt } from '../case.ts';

const callsRecorded: Case = {
  name: 'calls-recorded',
  level: 'reliable',
  title: { de: 'Jeder Aufruf steht im Aufrufprotokoll', en: 'Every call stands in the call log' },
  needs: ['delivers'],
  async run(ground) {
    const delivery = await begin(ground);
    await ground.bench.settle(delivery);
    const calls = delivery.attempts.flatMap((each) => each.calls);
    const wanted = ground.rig.steps.length;
    must(
      calls.length >= wanted,
      `${calls.length} Aufrufe sind verzeichnet, ${wanted} wurden gemacht (calls.record).`,
      `${calls.length} calls are recorded, ${wanted} were made (calls.record).`,
    );
    must(
      calls.every(({ step, target, answer }) => step !== '' && target !== '' && answer !== ''),
      'Ein verzeichneter Aufruf ohne Schritt, Ziel oder Antwort.',
      'A recorded call without step, target or answer.',
    );
  },
};

const survivesKills: Case = {
  name: 'survives-kills',
  level: 'proven',
  title: {
    de: 'Der Prozess stirbt dreimal, und jede Nachricht ist genau einmal da',
    en: 'The process dies three times, and every message is there exactly once',
  },
  needs: ['delivers', 'restart-between-steps'],
  plays: ['slow'],
  async run(ground) {
    const { bench } = ground;
    const deliveries = await manyDeliveries(ground, 12);
    await ground.target.behave([{ kind: 'slow', ms: 60, times: 1_000 }]);
    const work = inParallel(deliveries, 4, (delivery) => bench.settle(delivery));
    for (let round = 0; round < 3; round += 1) {
      await sleep(50);
      await bench.restart();
    }
    await work;
    await mustBeThereOnce(ground, deliveries);
  },
};

const loadSize = 200;

const survivesLoad: Case = {
  name: 'survives-load',
  level: 'proven',
  title: {
    de: `${loadSize} Zustellungen, 16 zugleich, kommen alle an`,
    en: `${loadSize} deliveries, 16 at once, all arrive`,
  },
  needs: ['delivers'],
  async run(ground) {
    const deliveries = await manyDeliveries(ground, loadSize);
    await inParallel(deliveries, 16, (delivery) => ground.bench.settle(delivery));
    await mustBeThereOnce(ground, deliveries);
  },
};

async function manyDeliveries(ground: Ground, count: number): Promise<KitDelivery[]> {
  return Promise.all(Array.from({ length: count }, () => begin(ground)));
}

async function inParallel<Item>(items: readonly Item[], most: number, work: (item: Item) => Promise<unknown>) {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
}

async function mustBeThereOnce(ground: Ground, deliveries: readonly KitDelivery[]): Promise<void> {
  const counts = await Promise.all(deliveries.map((delivery) => heldOf(ground, delivery)));
  const twice = counts.filter(({ length }) => length > 1).length;
  must(twice === 0, `${twice} Nachrichten sind mehrfach da.`, `${twice} messages are there more than once.`);
  const states = deliveries.map(({ attempts }) => attempts.at(-1)?.state ?? 'waiting');
  const lost = states.filter((state, index) => isThrough(state) && counts[index]?.length !== 1).length;
  must(
    lost === 0,
    `${lost} Zustellungen gelten als gelungen, und das Ziel hat nichts.`,
    `${lost} deliveries count as done, and the target has nothing.`,
  );
  const open = states.filter((state) => !isThrough(state) && (state !== 'parked' || resolvesDoubt(ground))).length;
  must(open === 0, `${open} Zustellungen kamen nicht durch.`, `${open} deliveries did not get through.`);
}

export { callsRecorded, survivesKills, survivesLoad };
