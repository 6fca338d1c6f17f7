import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { AttachmentStore } from '../../attachments/attachment-store.ts';
import type { Scanner } from '../../attachments/scanner.ts';
import type { Destination } from '../../fit-connect/index.ts';
import type { IntakeParts } from '../../intake/intake-result.ts';
import type { Plan } from '../../intake/plan.ts';
import type { Seal } from '../../store/seal.ts';
import type { Tables } from '../../store/tables.ts';
import type { Source } from './source.ts';

/** What picking up needs of the gateway. */
export interface SourceParts {
  readonly plan: Plan;
  readonly kysely: Kysely<Tables>;
  readonly seal: Seal;
  readonly attachments: AttachmentStore;
  /** What files go through; undefined: nothing. */
  readonly scanner: Scanner | undefined;
  readonly intake: IntakeParts;
  readonly now: () => Date;
  readonly log: Logger;
}

/** One look at a source. */
export interface Round extends SourceParts {
  readonly source: Source;
  /** What it offers today: keys and schemas of a destination are not to be remembered. */
  readonly destination: Destination;
}

/** A submission that stays where it is until a person or time changes something; the code says what. */
export class Kept extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`It is kept: ${code}.`);
    this.name = 'Kept';
    this.code = code;
  }
}
