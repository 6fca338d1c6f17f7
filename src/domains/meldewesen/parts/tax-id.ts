import type { TextType } from '../../../messages/text-type.ts';

const expected = {
  de: 'Steuer-Identifikationsnummer: elf Ziffern, die letzte ist die Prüfziffer',
  en: 'tax identification number: eleven digits, the last of which is the check digit',
};

/** `Identifikationsnummer` (§ 139b AO): eleven digits; the schema does not know the check digit. */
export const taxId: TextType = {
  name: 'Identifikationsnummer',
  expected,
  check: (value) =>
    typeof value === 'string' && isTaxId(value) ? undefined : { rule: 'pattern', params: { expected } },
  write: String,
  read: (text) => text.trim(),
};

/** Whether the eleventh digit is the check digit of the ten before it (ISO 7064, MOD 11,10). */
function isTaxId(text: string): boolean {
  if (!/^\d{11}$/.test(text)) return false;
  const digits = [...text].map(Number);
  const product = digits.slice(0, 10).reduce((before, digit) => (2 * ((before + digit) % 10 || 10)) % 11, 10);
  return (11 - product) % 10 === digits[10];
}
