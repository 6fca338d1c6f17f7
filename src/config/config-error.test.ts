import { expect, test } from 'vitest';
import { ConfigError, writeFault, writePath } from './config-error.ts';

const fault = {
  file: 'network.yaml',
  line: 3,
  column: 5,
  path: 'network.id',
  problem: 'is missing',
  expected: 'an id',
};

test('a path reads as people write it', () => {
  expect(writePath(['destinations', 0, 'adapter'])).toBe('destinations[0].adapter');
  expect(writePath([])).toBe('');
});

test('a fault is one line with place, member, problem and what would be right', () => {
  expect(writeFault(fault)).toBe('network.yaml:3:5 network.id is missing; expected: an id');
  expect(writeFault({ ...fault, line: 0, path: '' })).toBe('network.yaml is missing; expected: an id');
});

test('the error carries every fault, and its message too', () => {
  const error = new ConfigError([fault, { ...fault, line: 9 }]);
  expect(error.code).toBe('CONFIG_INVALID');
  expect(error.message.split('\n')).toHaveLength(2);
});
