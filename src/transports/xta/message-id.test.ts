import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameXtaMessage, isXtaMessageId, xtaMessageId } from './message-id.ts';

const sender = fc.stringMatching(/^[A-Za-z0-9._-]{1,41}$/);

describe('xtaMessageId', () => {
  it('keeps a key that is a UUID, so that the delivery can be found by it', () => {
    const key = '0198F3A2-5f0e-7c3b-9a44-6b1f0f3f7d11';
    expect(xtaMessageId('Kreis_Leer', key)).toBe(`urn:de:xta:messageid:Kreis_Leer:${key.toLowerCase()}`);
  });

  it('is the same for the same key, another for another, and never too long', () => {
    fc.assert(
      fc.property(sender, fc.string(), fc.string(), (name, key, other) => {
        const id = xtaMessageId(name, key);
        expect(id).toBe(xtaMessageId(name, key));
        expect(id.length).toBeLessThanOrEqual(100);
        expect(isXtaMessageId(id)).toBe(true);
        expect(isSameXtaMessage(id.toUpperCase(), id)).toBe(true);
        expect(isSameXtaMessage(id, xtaMessageId(name, other))).toBe(key === other);
      }),
    );
  });

  it('makes version 5 UUIDs of other keys', () => {
    // uuid5(NAMESPACE_URL, 'urn:zustellwerk:delivery:key-1'), as Python's uuid module computes it.
    expect(xtaMessageId('s', 'key-1')).toBe('urn:de:xta:messageid:s:6e4c869c-2cba-5c10-a4e7-a7c39ff91630');
  });
});
