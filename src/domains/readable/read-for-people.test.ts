import { expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import { full, generateContent } from '../../testing/generate-content.ts';
import { forwardingDefinitions, requestDefinitions } from '../definitions.ts';
import { serviceActs } from '../index.ts';
import { readForPeople } from './read-for-people.ts';

it.each([...requestDefinitions(serviceActs), ...forwardingDefinitions].map((each) => [each.id, each] as const))(
  '%s can be read by people, also when it is passed on',
  (id, definition) => {
    const message = readForPeople(id, buildMessage(definition, generateContent(definition, full(0))), serviceActs);
    expect(message?.lines.filter(({ value }) => value !== undefined).length).toBeGreaterThan(3);
    expect(JSON.stringify(message?.lines)).not.toContain('nachrichtenkopf');
  },
);
