import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createMeetingPoint } from './meeting-point.ts';

it('lets those who came in one turn go on together, in their order', async () => {
  const meet = createMeetingPoint();
  const steps: string[] = [];
  const go = async (name: string) => {
    steps.push(`${name} came`);
    await meet();
    steps.push(`${name} went`);
  };
  const first = [go('a'), go('b')];
  expect(steps).toEqual(['a came', 'b came']);
  await setImmediate();
  expect(steps).toEqual(['a came', 'b came', 'a went', 'b went']);
  await Promise.all([...first, go('c')]);
  expect(steps.slice(4)).toEqual(['c came', 'c went']);
});
