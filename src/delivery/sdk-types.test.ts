import { expect, it } from 'vitest';
import { type Capabilities, defineProcedure, type Json, type Outcome, z } from '../sdk.ts';

/** Each `@ts-expect-error` is a test of its own, made by `tsc`: what follows it must not compile. */

const declaration = {
  id: 'pigeonhole',
  version: '1.0.0',
  summary: 'Puts each message into a pigeonhole.',
  options: z.strictObject({ folder: z.string().meta({ description: 'Where to.' }) }),
  capabilities: { success: 'handed-over', recognisesDuplicates: true, attachments: { most: 10_000_000 } },
} as const;

const handedOver: Outcome = { kind: 'handed-over', answer: 'written' };

it('a declaration may be small, and may have all hooks', () => {
  const small = defineProcedure({ ...declaration, deliver: async () => handedOver });
  const whole = defineProcedure({
    ...declaration,
    takes: ['xmeld/*/1700'],
    check: async ({ options }) => [{ option: ['folder'], problem: options.folder, remedy: 'make it' }],
    map: ({ xml }) => xml,
    deliver: async ({ steps, calls, options }) => {
      const number = await steps.once('open', async () => ({ number: 7 }));
      calls.record({ step: 'open', target: options.folder, answer: String(number.number), milliseconds: 1 });
      return handedOver;
    },
    lookup: async ({ steps }) => (steps.recall('open') ? handedOver : { kind: 'absent', answer: 'not there' }),
  });
  expect([small.id, whole.takes]).toEqual(['pigeonhole', ['xmeld/*/1700']]);
});

it('what is wrong does not compile', () => {
  defineProcedure({
    ...declaration,
    deliver: async ({ options }) => {
      // @ts-expect-error an option that is not declared
      return { kind: 'handed-over', answer: options.fodler };
    },
  });
  // @ts-expect-error an outcome is forgotten on one way through
  defineProcedure({ ...declaration, deliver: async ({ attempt }) => (attempt > 1 ? handedOver : undefined) });
  // @ts-expect-error no such outcome
  defineProcedure({ ...declaration, deliver: async () => ({ kind: 'done', answer: 'written' }) });
  // @ts-expect-error a refusal without its findings
  defineProcedure({ ...declaration, deliver: async () => ({ kind: 'rejected', answer: 'HTTP 400' }) });
  // @ts-expect-error `delivered` without its receipt
  defineProcedure({ ...declaration, deliver: async () => ({ kind: 'delivered', answer: 'HTTP 200' }) });
  // @ts-expect-error `absent` is for look-ups only
  defineProcedure({ ...declaration, deliver: async () => ({ kind: 'absent', answer: 'not there' }) });
  // @ts-expect-error a declaration without deliver
  defineProcedure(declaration);
  // @ts-expect-error no such capability
  const capabilities: Capabilities = { ...declaration.capabilities, order: true };
  expect(capabilities.success).toBe('handed-over');
  defineProcedure({
    ...declaration,
    deliver: async ({ steps }) => {
      // @ts-expect-error a result that JSON does not keep
      await steps.once('open', async () => new Date());
      return handedOver;
    },
  });
  const result: Json = { number: 7, parts: ['a', null] };
  expect(result).toEqual({ number: 7, parts: ['a', null] });
});
