import { isObject } from '../base64url.ts';
import { parseJson } from '../json.ts';

/** Keys as people have them: one, a list, or a set (RFC 7517, section 5), parsed or as text. */
export function listKeys(given: unknown): readonly unknown[] {
  const keys = parseJson(given);
  if (Array.isArray(keys)) return keys;
  if (!isObject(keys)) return [];
  return Array.isArray(keys.keys) ? keys.keys : [keys];
}
