import type { Seal } from './seal.ts';

/** How an office's own number is found again without being readable. White space in it means nothing. */
export function fileNumberHmac(seal: Seal, destinationId: string, fileNumber: string): Buffer {
  const plain = fileNumber.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  return seal.hmac('file-number', Buffer.from(`${destinationId}\n${plain}`));
}
