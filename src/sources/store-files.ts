import type { WaitingAttachment } from '../attachments/attachment-store.ts';
import type { Scanner } from '../attachments/scanner.ts';
import { takeFile } from '../attachments/take-file.ts';
import type { Wording } from '../findings.ts';
import type { IntakeParts } from '../intake/intake-result.ts';
import type { Portal } from '../intake/plan.ts';
import { safeFileName } from './fit-connect/file-name.ts';
import { SetFault, type SetFile, setLimits } from './unpack.ts';

interface StoreParts {
  readonly portal: Portal;
  readonly intake: Pick<IntakeParts, 'attachments'>;
  readonly scanner: Scanner | undefined;
}

/** What a file is has to be found out: nobody says it. */
const unknownType = 'application/octet-stream';

/**
 * Stores the files of an application for as long as `use` runs: they go with the submission that it makes of them, or are gone
 * afterwards.
 *
 * @throws SetFault when a file cannot be taken; Error when the malware scanner does not answer.
 */
export async function withStoredFiles<Result>(
  files: readonly SetFile[],
  { portal, intake: { attachments }, scanner }: StoreParts,
  use: (stored: readonly WaitingAttachment[]) => Promise<Result>,
): Promise<Result> {
  const stored: WaitingAttachment[] = [];
  try {
    for (const { name, bytes } of files) {
      const file = { name: safeFileName(name, unknownType), mediaType: unknownType, content: inOnePiece(bytes) };
      const taken = await takeFile(file, portal.id, setLimits.fileBytes, { attachments, scanner });
      if (taken.kind === 'unscanned') throw new Error('The malware scanner does not answer.');
      if (taken.kind !== 'stored') throw new SetFault(taken.kind === 'infected' ? malware : tooLarge);
      stored.push(taken.file);
    }
    return await use(stored);
  } finally {
    // What no submission has: it was refused, or an earlier look had stored it.
    for (const { id } of stored) await attachments.remove(id);
  }
}

const tooLarge: Wording = { de: 'Eine Datei ist zu groß.', en: 'A file is too large.' };
const malware: Wording = { de: 'In einer Datei wurde Schadsoftware gefunden.', en: 'Malware was found in a file.' };

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
