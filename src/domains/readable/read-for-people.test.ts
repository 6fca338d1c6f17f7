import { expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import { full, generateContent } from '../../testing/generate-content.ts';
import { forwardingDefinitions, requestDefinitions } from '../definitions.ts';
import { serviceActs } from '../index.ts';
import { readForPeople } from './read-for-people.ts';

it.each([...requestDefinitions(serviceActs), ...forwardingDefinitions].map((each) => [each.id, each] as const))(
  '%s can be read by people, also when it is passed on',
  (id, definition) => {
    const xml = buildMessage(definition, generateContent(definition, full(0)));
    const message = readForPeople(id, xml, serviceActs);
    expect(readForPeople(id, xml, serviceActs, 'en')?.title).toBe(definition.title.en);
    expect(message?.lines.filter(({ value }) => value !== undefined).length).toBeGreaterThan(3);
    expect(JSON.stringify(message?.lines)).not.toContain('nachrichtenkopf');
  },
);
