import { unzipSync } from 'fflate';
import type { Wording } from '../findings.ts';

/** A file that came beside or within others. */
export interface SetFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What may come together, whatever it is packed in. */
export const setLimits = { files: 100, fileBytes: 64 * 1024 * 1024, bytes: 128 * 1024 * 1024 };

/** Why files are not taken, for the one they came from. */
export class SetFault extends Error {
  readonly wording: Wording;

  constructor(wording: Wording) {
    super('Files are refused.');
    this.wording = wording;
  }
}

/**
 * Unpacks a ZIP file in memory. Nothing of it is ever a path on a disk; all the same a name that leads out of the ZIP file says that
 * somebody means no good. Sizes are judged before anything is unpacked, and no file becomes larger than it said.
 *
 * @throws SetFault
 */
export function unpack({ name: zipName, bytes }: SetFile): SetFile[] {
  if (isEncrypted(bytes)) throw refused(zipName, 'sie ist verschlüsselt', 'it is encrypted');
  let count = 0;
  let size = 0;
  const names = new Set<string>();
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize, compression }) => {
        if (name.endsWith('/')) return false;
        count += 1;
        size += originalSize;
        const base = baseOf(name);
        if (leadsOut(name)) throw refused(zipName, 'ein Name führt aus ihr heraus', 'a name leads out of it');
        if (/\.zip$/i.test(base))
          throw refused(zipName, 'sie enthält eine weitere ZIP-Datei', 'it has another ZIP file in it');
        if (names.has(base)) throw refused(zipName, 'zwei Dateien heißen gleich', 'two files have the same name');
        if (count > setLimits.files || size > setLimits.bytes || originalSize > setLimits.fileBytes) {
          throw refused(zipName, 'sie ist ausgepackt zu groß', 'it is too large when unpacked');
        }
        if (compression !== 0 && compression !== 8)
          throw refused(zipName, 'das Verfahren ist unbekannt', 'its method is unknown');
        names.add(base);
        return true;
      },
    });
    return Object.entries(files).map(([name, content]) => ({ name: baseOf(name), bytes: content }));
  } catch (error) {
    if (error instanceof SetFault) throw error;
    throw refused(zipName, 'sie ist beschädigt', 'it is damaged');
  }
}

function refused(name: string, de: string, en: string): SetFault {
  return new SetFault({
    de: `Die ZIP-Datei ${name} wird nicht angenommen: ${de}.`,
    en: `The ZIP file ${name} is not taken: ${en}.`,
  });
}

function leadsOut(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|\\|\p{Cc}/u.test(name) || name.split('/').includes('..');
}

function baseOf(name: string): string {
  return name.split('/').at(-1) ?? name;
}

/** Bit 0 of the general purpose flags in each entry of the central directory (APPNOTE 4.4.4). */
function isEncrypted(zip: Uint8Array): boolean {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > bytes.length) return false;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0 && at + 46 <= bytes.length; left -= 1) {
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) return true;
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return false;
}
