import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { ZustellwerkError } from '../errors.ts';
import { takeRandomBytes } from './random-bytes.ts';

/**
 * Content is encrypted at rest: AES-256-GCM with a data key for each submission (and each attachment), which is itself
 * sealed by a master key. What a sealed value belongs to is bound into it, so bytes moved to another row do not open.
 *
 * Layout of sealed bytes: 12 bytes nonce, ciphertext, 16 bytes tag.
 */
export interface DataKey {
  /** Which master key sealed it. */
  readonly keyId: string;
  /** As stored. */
  readonly sealed: Buffer;
  seal(content: Uint8Array, belongsTo: string): Buffer;
  /** @throws ZustellwerkError SEAL_BROKEN */
  open(sealed: Uint8Array, belongsTo: string): Buffer;
}

export interface Seal {
  /** A fresh data key for the thing with this id. */
  newDataKey(id: string): DataKey;
  /** @throws ZustellwerkError SEAL_KEY_UNKNOWN, SEAL_BROKEN */
  openDataKey(keyId: string, sealed: Uint8Array, id: string): DataKey;
  /** HMAC-SHA-256 under a key of its own for each purpose: equal input can be found again, but not read. */
  hmac(purpose: string, content: Uint8Array): Buffer;
}

/** A master key: 32 bytes, with an id that is stored beside everything it seals. */
export interface MasterKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/**
 * The first key seals; all of them open, so that keys can be rotated. Keys are handed to the cipher as key objects: with
 * bytes it takes twice as long.
 */
export function createSeal(masterKeys: readonly [MasterKey, ...MasterKey[]]): Seal {
  const [first] = masterKeys;
  const current = createSecretKey(first.bytes);
  const masters = new Map(masterKeys.map(({ id, bytes }) => [id, createSecretKey(bytes)]));
  const hmacKeys = new Map<string, KeyObject>();
  return {
    newDataKey: (id) => {
      const bytes = takeRandomBytes(32);
      return dataKey(bytes, first.id, encrypt(current, bytes, `data-key ${id}`));
    },
    openDataKey: (keyId, sealed, id) => {
      const master = masters.get(keyId);
      if (!master) {
        throw new ZustellwerkError(
          'SEAL_KEY_UNKNOWN',
          `Content was sealed with the key ${keyId}, which is not configured.`,
        );
      }
      return dataKey(decrypt(master, sealed, `data-key ${id}`), keyId, Buffer.from(sealed));
    },
    hmac: (purpose, content) => {
      const key = hmacKeys.get(purpose) ?? deriveKey(current, `zustellwerk hmac ${purpose}`);
      hmacKeys.set(purpose, key);
      return createHmac('sha256', key).update(content).digest();
    },
  };
}

function deriveKey(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', purpose, 32)));
}

function dataKey(bytes: Uint8Array, keyId: string, sealed: Buffer): DataKey {
  const key = createSecretKey(bytes);
  return {
    keyId,
    sealed,
    seal: (content, belongsTo) => encrypt(key, content, belongsTo),
    open: (content, belongsTo) => decrypt(key, content, belongsTo),
  };
}

function encrypt(key: KeyObject, content: Uint8Array, belongsTo: string): Buffer {
  const nonce = takeRandomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(belongsTo));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, sealed: Uint8Array, belongsTo: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(belongsTo));
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  } catch (cause) {
    throw new ZustellwerkError('SEAL_BROKEN', `Sealed content (${belongsTo.split(' ')[0]}) does not open.`, { cause });
  }
}
