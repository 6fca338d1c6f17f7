import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import { type EventName, writeEventUri } from './events.ts';
import { findState } from './state.ts';
import type { SecurityEvent } from './verify.ts';

const event = (name: EventName | undefined, index: number): SecurityEvent => ({
  ...(name && { name }),
  uri: name ? writeEventUri(name) : 'https://example.org/unknown',
  author: 'service',
  id: `0000000${index}-0000-4000-8000-000000000000`,
  at: new Date(0),
  caseId: '452b5ee6-35df-441a-bd39-6141723cf914',
  payload: {},
  problems: [],
});
const log = (verbs: string) =>
  verbs
    .split(' ')
    .filter(Boolean)
    .map((verb, index) => event(verb === '?' ? undefined : (`${verb}-submission` as EventName), index));

describe('a log', () => {
  it.each([
    ['', undefined],
    ['create', 'incomplete'],
    ['create submit', 'submitted'],
    ['create submit notify notify', 'submitted'],
    ['create ? submit ?', 'submitted'],
    ['create submit forward', 'forwarded'],
    ['create submit notify forward accept', 'accepted'],
    ['create submit forward reject delete', 'deleted'],
    ['create submit accept delete', 'deleted'],
    ['create delete', 'deleted'],
  ])('%s leads to %s', (verbs, state) => expect(findState(log(verbs))).toBe(state));

  it.each([
    'submit',
    'accept',
    'create create',
    'create accept',
    'create notify',
    'create submit submit',
    'create submit create',
    'create submit accept reject',
    'create submit reject accept',
    'create submit accept accept',
    'create submit accept forward',
    'create submit delete',
    'create delete submit',
  ])('%s is impossible', async (verbs) => {
    expect(await reasonOf(() => findState(log(verbs)))).toBe('LOG_TRANSITION');
  });

  it('holds no event twice', async () => {
    const [create, submit] = log('create submit');
    if (!create || !submit) throw new Error('two events');
    const again = { ...submit, id: create.id.toUpperCase() };
    expect(await reasonOf(() => findState([create, again]))).toBe('LOG_REPEATED');
  });
});
