import { createHash } from 'node:crypto';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `urn:de:xta:messageid:<sender, at most 41 characters>:<UUID>`, 100 characters at most (XTA 2, XTAMessageIDType). */
const form = /^urn:de:xta:messageid:[A-Za-z0-9._-]{1,41}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The XTAMessageID of a delivery: always the same for the same key, so that a later attempt can ask what became of an
 * earlier one. A key that is a UUID stands in it as it is, any other as a name-based UUID (RFC 9562, 5.5).
 *
 * @param sender what names this installation, 1 to 41 characters `A-Z a-z 0-9 . _ -`.
 */
export function xtaMessageId(sender: string, deliveryKey: string): string {
  return `urn:de:xta:messageid:${sender}:${uuid.test(deliveryKey) ? deliveryKey.toLowerCase() : nameBased(deliveryKey)}`;
}

export function isXtaMessageId(text: string): boolean {
  return form.test(text);
}

/** XTAMessageIDs are compared without regard to case. */
export function isSameXtaMessage(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Version 5 in the name space for URLs, for names of ours alone. */
function nameBased(name: string): string {
  const space = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const hash = createHash('sha1').update(space).update(`urn:zustellwerk:delivery:${name}`).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
