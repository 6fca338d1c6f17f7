/**
 * Whether a number has at most so many decimal places in its decimal notation, as people mean amounts. JavaScript writes
 * the shortest decimal notation that means the same number, so 19.99 is 19.99 here and 0.1 + 0.2 is not 0.3.
 */
export function hasDecimalPlaces(most: number, value: number): boolean {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const places = (digits.split('.')[1] ?? '').length - Number(exponent);
  return places <= most;
}
