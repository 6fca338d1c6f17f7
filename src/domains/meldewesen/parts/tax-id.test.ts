import { expect, it } from 'vitest';
import { taxId } from './tax-id.ts';

it.each(['86095742719', '65929970489', '47036892816', '02476291358'])('takes %s', (number) => {
  expect(taxId.check(number)).toBeUndefined();
});

it.each(['86095742710', '8609574271', '860957427190', '8609574271a', 86095742719, undefined])('refuses %s', (value) => {
  expect(taxId.check(value)).toMatchObject({ rule: 'pattern' });
});

it('refuses each number that differs in one digit', () => {
  for (let index = 0; index < 11; index += 1) {
    const digits = [...'86095742719'];
    digits[index] = String((Number(digits[index]) + 1) % 10);
    expect(taxId.check(digits.join('')), digits.join('')).toBeDefined();
  }
});
