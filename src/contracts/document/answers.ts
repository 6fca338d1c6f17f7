import type { Pack } from '../contract.ts';
import { type Block, type Cell, code, heading, paragraph, type Words } from './blocks.ts';
import { outcomeNames, stateRows } from './states.ts';

/** What each answer comes to, and the states of a delivery. */
export function answerSection({ exchange, adapter }: Pack, { t, say, language }: Words): Block[] {
  const { attempts, maxAgeMs, firstPauseMs, longestPauseMs, timeoutMs, parallel } = exchange.retry;
  return [
    heading(t('Antworten des Verfahrens und Zustände', 'Answers of the procedure and states')),
    {
      kind: 'table',
      head: [t('Antwort', 'Answer'), t('Ergebnis', 'Outcome'), t('Folge', 'What follows')],
      rows: exchange.answers.map(({ when, outcome, follows }): Cell[] => [
        say(when),
        outcomeNames[outcome][language],
        say(follows),
      ]),
    },
    paragraph(
      t(
        `Ein Erfolg heißt hier „${adapter.success}“. Wiederholt wird höchstens ${attempts}-mal innerhalb von ${duration(maxAgeMs)}; die Pause beginnt bei ${duration(firstPauseMs)}, verdoppelt sich und wird nicht länger als ${duration(longestPauseMs)}. Ein Versuch dauert höchstens ${duration(timeoutMs)}; höchstens ${parallel} laufen gleichzeitig. Danach liegt die Zustellung beim Betrieb; verworfen wird nichts.`,
        `Success is called "${adapter.success}" here. There are at most ${attempts} attempts within ${duration(maxAgeMs)}; the pause begins with ${duration(firstPauseMs)}, doubles, and grows no longer than ${duration(longestPauseMs)}. An attempt takes at most ${duration(timeoutMs)}; at most ${parallel} run at the same time. After that the delivery lies with the operators; nothing is dropped.`,
      ),
    ),
    {
      kind: 'table',
      head: [t('Zustand', 'State'), t('Bedeutung', 'Meaning'), t('Was das Portal sieht', 'What the portal sees')],
      rows: stateRows.map(({ state, meaning, portal }): Cell[] => [code(state), say(meaning), code(portal)]),
    },
  ];
}

function duration(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ] as const;
  const [size, name] = units.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1, 'ms'];
  return `${ms / size} ${name}`;
}
