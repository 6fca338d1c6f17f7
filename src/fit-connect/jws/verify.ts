import { compactVerify } from 'jose';
import { isBase64url, readJsonSegment } from '../base64url.ts';
import { importKey } from '../jwk/import.ts';

/** A JWS in compact form, read and not yet believed. */
export interface OpenJws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
}

/**
 * Splits a JWS without verifying it; undefined when it is none.
 *
 * @example
 * readJws(compact)?.header.kid;
 */
export function readJws(compact: unknown): OpenJws | undefined {
  const segments = typeof compact === 'string' ? compact.split('.', 4) : [];
  const [first = '', second = '', third = ''] = segments;
  const header = readJsonSegment(first);
  if (segments.length !== 3 || !header || !isBase64url(second) || !isBase64url(third) || third === '') return undefined;
  return { header, payload: Buffer.from(second, 'base64url') };
}

/**
 * Whether a JWS in compact form bears a PS512 signature of the key: RSASSA-PSS with SHA-512, MGF1 with SHA-512 and a salt
 * of 64 bytes (RFC 7518, section 3.5). Verified are the segments as they were received. The algorithm is ours, never
 * that of the token. Size and operations of the key are the matter of `checkKey`.
 *
 * @example
 * if (await hasValidSignature(token, jwk)) console.log('signed');
 */
export async function hasValidSignature(
  compact: string,
  jwk: { readonly n: string; readonly e: string },
): Promise<boolean> {
  try {
    const { n, e } = jwk;
    await compactVerify(compact, await importKey({ n, e }, 'PS512'), { algorithms: ['PS512'] });
    return true;
  } catch {
    return false;
  }
}
