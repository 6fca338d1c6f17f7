import type { BehaviourKind } from '../../simulators/behaviour.ts';
import { begin, type Case, type Ground, heldOf, isThrough, must, story } from '../case.ts';

const handsOver = ({ adapter }: Ground) =>
  adapter.capabilities.success === 'handed-over'
    ? { de: 'Das Ziel gibt keine Quittung (handed-over).', en: 'The target gives no receipt (handed-over).' }
    : undefined;

/** Whether the adapter takes an answer that proves nothing for a delivery. */
async function mustNotBelieve(
  ground: Ground,
  kind: BehaviourKind & ('no-receipt' | 'garbage' | 'wrong-receipt' | 'forged-receipt'),
) {
  const delivery = await begin(ground, [{ kind, times: 8 }]);
  await ground.bench.settle(delivery, 2);
  const claimed = delivery.attempts.find(({ outcome }) => outcome !== undefined && isThrough(outcome.kind));
  must(
    claimed === undefined,
    `Der Adapter hält ${said[kind].de} für eine Zustellung.`,
    `The adapter takes ${said[kind].en} for a delivery.`,
  );
}

const said = {
  'no-receipt': { de: 'eine Antwort ohne Quittung', en: 'an answer without a receipt' },
  garbage: { de: 'eine unlesbare Antwort', en: 'an unreadable answer' },
  'wrong-receipt': { de: 'die Quittung einer anderen Nachricht', en: 'the receipt for another message' },
  'forged-receipt': { de: 'eine gefälschte Quittung', en: 'a forged receipt' },
} as const;

const noReceipt: Case = {
  name: 'no-receipt',
  level: 'basic',
  title: { de: 'Ohne Quittung keine Zustellung', en: 'No delivery without a receipt' },
  needs: ['delivers'],
  plays: ['no-receipt', 'garbage'],
  unless: handsOver,
  async run(ground) {
    await mustNotBelieve(ground, 'no-receipt');
    await mustNotBelieve(ground, 'garbage');
  },
};

const wrongReceipt: Case = {
  name: 'wrong-receipt',
  level: 'basic',
  title: {
    de: 'Die Quittung einer anderen Nachricht zählt nicht',
    en: 'The receipt for another message does not count',
  },
  needs: ['delivers'],
  plays: ['wrong-receipt'],
  unless: handsOver,
  run: (ground) => mustNotBelieve(ground, 'wrong-receipt'),
};

const forgedReceipt: Case = {
  name: 'forged-receipt',
  level: 'basic',
  title: { de: 'Eine gefälschte Quittung zählt nicht', en: 'A forged receipt does not count' },
  needs: ['delivers'],
  plays: ['forged-receipt'],
  unless: handsOver,
  run: (ground) => mustNotBelieve(ground, 'forged-receipt'),
};

const duplicateReceipt: Case = {
  name: 'duplicate-receipt',
  level: 'basic',
  title: { de: 'Eine doppelte Quittung schadet nicht', en: 'A receipt that comes twice does no harm' },
  needs: ['delivers'],
  plays: ['duplicate-receipt'],
  unless: handsOver,
  async run(ground) {
    const delivery = await begin(ground, [{ kind: 'duplicate-receipt' }]);
    const { state } = await ground.bench.settle(delivery);
    const held = await heldOf(ground, delivery);
    const told = story(delivery);
    must(
      isThrough(state) && held.length === 1,
      `Das Ergebnis ist ${state} (${told}), das Ziel hat die Nachricht ${held.length}-mal.`,
      `It came to ${state} (${told}), and the target has the message ${held.length} times.`,
    );
  },
};

export const receipts: readonly Case[] = [noReceipt, wrongReceipt, forgedReceipt, duplicateReceipt];
