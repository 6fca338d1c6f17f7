/** What the last character may be where it carries only two or four bits; the rest of it is zero. */
const lastCharacters = ['', undefined, 'AQgw', 'AEIMQUYcgkosw048'];

/**
 * Whether it is base64url without padding (RFC 7515, section 2) and the only such text of its bytes. If unused bits
 * could differ, a token could be changed and stay valid.
 */
export function isBase64url(text: string): boolean {
  const allowed = lastCharacters[text.length % 4];
  const ends = allowed === '' || allowed?.includes(text.slice(-1));
  return ends === true && /^[A-Za-z0-9_-]*$/.test(text);
}

/** The JSON object in a segment of a JOSE text; undefined when it holds none. */
export function readJsonSegment(segment: string): Record<string, unknown> | undefined {
  if (!isBase64url(segment)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(segment, 'base64url'));
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
