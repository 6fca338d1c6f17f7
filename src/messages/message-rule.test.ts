import { describe, expect, it } from 'vitest';
import { scope } from './definition.ts';
import { defineMessage } from './message.ts';
import { checkRules, type MessageRule } from './message-rule.ts';
import { din } from './text-types.ts';

interface Team {
  readonly count: string;
  readonly members: readonly { readonly name: string }[];
}

const team = scope<Team>();
const count: MessageRule<Team> = {
  id: 'team-count',
  severity: 'error',
  text: { de: 'Die Anzahl ist die der Mitglieder.', en: 'The count is that of the members.' },
  source: { de: 'modelliert', en: 'modelled' },
  breaches: ({ count: said, members }) => (Number(said) === members.length ? [] : [['count']]),
};
const definition = defineMessage<Team>({
  standard: { id: 't', name: 'T', version: '1', namespace: 'urn:t', prefix: 't', provenance: 'test' },
  type: '1',
  rootName: 'team',
  title: { de: 'Mannschaft', en: 'Team' },
  legalBasis: 'none',
  attributes: [],
  children: [team.text('count', 'count', din('C'))],
  rules: [count],
});

describe('rules above the schema', () => {
  it('name the rule, its sentence and the place in the content', () => {
    expect(checkRules(definition, { count: '2', members: [] }, true)).toEqual([
      {
        severity: 'error',
        finding: { path: ['count'], rule: 'message-rule', params: { id: 'team-count', expected: count.text } },
      },
    ]);
    expect(checkRules(definition, { count: '1', members: [{ name: 'x' }] }, true)).toEqual([]);
  });

  it('are passed over where the content is not sound, and never hide a defect of a rule', () => {
    const broken = { count: '2' } as Team;
    expect(checkRules(definition, broken, false)).toEqual([]);
    expect(() => checkRules(definition, broken, true)).toThrow(TypeError);
  });
});
