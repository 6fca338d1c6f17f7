import { z } from 'zod';
import type { Behaviour } from '../../simulators/behaviour.ts';
import { begin, type Case, type Ground, must } from '../case.ts';
import { findPersonal } from '../find-personal.ts';

export const nothingPersonal: Case = {
  name: 'nothing-personal',
  level: 'basic',
  title: {
    de: 'Nichts Persönliches und kein Geheimnis in Protokoll, Fehler und Antwort',
    en: 'Nothing personal and no secret in log, error and answer',
  },
  needs: ['delivers'],
  async run(ground) {
    const { bench, rig } = ground;
    const { personal } = ground.sample();
    const text = `Zu ${personal.join(', ')} liegt etwas vor.`;
    const scenes: Behaviour[] = [
      { kind: 'take' },
      { kind: 'refuse', findings: [{ id: 'kit-refused', text }] },
      { kind: 'unavailable' },
      { kind: 'crash' },
      { kind: 'garbage' },
      { kind: 'cut', when: 'during' },
    ];
    for (const scene of scenes.filter(({ kind }) => rig.cannot?.[kind] === undefined)) {
      await bench.settle(await begin(ground, [scene]), 2);
    }
    // When the process has ended, all that it wrote has been read.
    await bench.restart();
    const spoken = bench.said.join('\n');
    const shown = findPersonal(spoken, personal);
    const line = lineWith(bench.said, shown);
    must(
      shown.length === 0,
      `Was der Adapter ausgibt, wirft oder antwortet, zeigt Persönliches (█): ${line}`,
      `What the adapter prints, throws or answers shows personal data (█): ${line}`,
    );
    const secrets = findPersonal(spoken, secretsOf(ground));
    must(
      secrets.length === 0,
      'Ein Geheimnis der Einstellungen steht im Klartext.',
      'A secret of the options stands in clear.',
    );
  },
};

const around = 80;

/** The place that gives it away, with the words themselves left out. */
function lineWith(said: readonly string[], words: readonly string[]): string {
  const lines = said.flatMap((text) => text.split('\n'));
  const line = lines.find((each) => findPersonal(each, words).length > 0) ?? '';
  const hidden = words.reduce((text, word) => text.replaceAll(word, '█'.repeat(5)), line);
  const start = Math.max(hidden.indexOf('█') - around, 0);
  return `${start > 0 ? '…' : ''}${hidden.slice(start, start + 2 * around)}`;
}

/** Values of the options that the schema marks as secrets. */
function secretsOf({ adapter, target }: Ground): string[] {
  const { properties = {} } = z.toJSONSchema(adapter.options, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).flatMap(([name, schema]) => {
    const value = target.options[name];
    const isSecret = typeof schema === 'object' && schema.secret === true;
    return isSecret && typeof value === 'string' && value.length >= 4 ? [value] : [];
  });
}
