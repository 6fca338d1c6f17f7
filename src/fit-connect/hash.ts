import { createHash } from 'node:crypto';

/**
 * SHA-512 as the metadata name it: 128 lower-case hexadecimal digits, over the bytes before compression and encryption.
 *
 * @example
 * sha512(new TextEncoder().encode('foo')).slice(0, 8); // 'f7fbba6e'
 */
export function sha512(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex');
}
