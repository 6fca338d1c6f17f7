import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { ZustellwerkError } from '../errors.ts';

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

/** The first key seals; all of them open, so that keys can be rotated. */
export function createSeal(masterKeys: readonly [MasterKey, ...MasterKey[]]): Seal {
  const [current] = masterKeys;
  return {
    newDataKey: (id) => {
      const bytes = randomBytes(32);
      return dataKey(bytes, current.id, encrypt(current.bytes, bytes, `data-key ${id}`));
    },
    openDataKey: (keyId, sealed, id) => {
      const master = masterKeys.find((key) => key.id === keyId);
      if (!master) {
        throw new ZustellwerkError(
          'SEAL_KEY_UNKNOWN',
          `Content was sealed with the key ${keyId}, which is not configured.`,
        );
      }
      return dataKey(decrypt(master.bytes, sealed, `data-key ${id}`), keyId, Buffer.from(sealed));
    },
    hmac: (purpose, content) => {
      const key = Buffer.from(hkdfSync('sha256', current.bytes, '', `zustellwerk hmac ${purpose}`, 32));
      return createHmac('sha256', key).update(content).digest();
    },
  };
}

function dataKey(bytes: Uint8Array, keyId: string, sealed: Buffer): DataKey {
  return {
    keyId,
    sealed,
    seal: (content, belongsTo) => encrypt(bytes, content, belongsTo),
    open: (content, belongsTo) => decrypt(bytes, content, belongsTo),
  };
}

function encrypt(key: Uint8Array, content: Uint8Array, belongsTo: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(belongsTo));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Uint8Array, belongsTo: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from(belongsTo));
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  } catch (cause) {
    throw new ZustellwerkError('SEAL_BROKEN', `Sealed content (${belongsTo.split(' ')[0]}) does not open.`, { cause });
  }
}
