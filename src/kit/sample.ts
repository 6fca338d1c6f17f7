import type { TargetAttachment } from '../simulators/target.ts';
import { antrag } from './samples/antrag.ts';
import { gewerbe } from './samples/gewerbe.ts';
import { kfz } from './samples/kfz.ts';
import type { SampleKind } from './samples/kind.ts';
import { meldewesen } from './samples/meldewesen.ts';
import { breakable, personal } from './samples/someone.ts';
import { allows } from './takes.ts';

/** A message to try an adapter with. */
export interface SampleMessage {
  /** `standard/version/type`. */
  readonly definition: string;
  readonly uuid: string;
  readonly xml: Uint8Array;
  /** What in it is about a person, as it stands there: none of it may show in logs, errors and answers. */
  readonly personal: readonly string[];
  /** A place in it, and what to write there so that the schema refuses it. */
  readonly breakable?: { readonly right: string; readonly wrong: string };
  /** The files in it, in order. */
  readonly attachments?: readonly TargetAttachment[];
}

/** The first that an adapter takes is the one that it is tried with. */
const kinds: readonly SampleKind[] = [antrag, meldewesen, gewerbe, kfz];

/** Undefined: none of our samples is a message that the adapter takes. */
export function sampleFor(
  takes: readonly string[] | undefined,
  uuid: string,
  files: readonly TargetAttachment[] = [],
): SampleMessage | undefined {
  const kind = kinds.find(
    ({ definition, takesFiles }) => allows(takes, definition) && (takesFiles || files.length === 0),
  );
  if (!kind) return undefined;
  const { definition, write } = kind;
  return { definition, uuid, xml: write(uuid, files), personal, breakable, attachments: files };
}

/** Several small files, no two the same. */
export const threeFiles: readonly TargetAttachment[] = ['plan', 'ansicht', 'nachweis'].map((name, index) => ({
  name: `${name}.pdf`,
  bytes: Buffer.from(`%PDF-1.7 Seite ${index + 1} von 3: ${name}`),
}));

/** Two files of so many bytes together. */
export function filesOfSize(bytes: number): readonly TargetAttachment[] {
  const first = Math.floor(bytes / 2);
  return [
    { name: 'first.bin', bytes: Buffer.alloc(first, 1) },
    { name: 'second.bin', bytes: Buffer.alloc(bytes - first, 2) },
  ];
}
