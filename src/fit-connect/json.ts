/**
 * JSON as it was recorded, as text or bytes in UTF-8, is parsed; what was parsed before stays as it is.
 *
 * @returns undefined when the text is no JSON.
 */
export function parseJson(value: unknown): unknown {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return value;
  try {
    return JSON.parse(typeof value === 'string' ? value : new TextDecoder('utf-8', { fatal: true }).decode(value));
  } catch {
    return undefined;
  }
}
