import { z } from 'zod';
import type { AdapterDeclaration } from '../delivery/collections/collected-adapter.ts';
import type { Contract } from './contract.ts';

/** A value that stands in the network file by reference stays where it is. */
const reference = /^(env|file):/;

/**
 * The options of a destination as a contract may show them: what the adapter's schema marks as secret, and what the
 * network file only refers to, is named and not shown.
 */
export function describeSettings(options: object, adapter: AdapterDeclaration): Contract['exchange']['settings'] {
  const { properties = {} } = z.toJSONSchema(adapter.options, { unrepresentable: 'any', io: 'input' }) as {
    properties?: Record<string, { secret?: boolean; default?: unknown }>;
  };
  const given: Record<string, unknown> = { ...options };
  return Object.entries(properties).flatMap(([name, { secret = false, default: fallback }]) => {
    const value = given[name] ?? fallback;
    if (value === undefined) return [];
    const hidden = secret || (typeof value === 'string' && reference.test(value));
    return [{ name, value: hidden ? '(hinterlegt / on file)' : String(value) }];
  });
}
