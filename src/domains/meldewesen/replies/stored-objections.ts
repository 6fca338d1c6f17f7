import { type Node, scope } from '../../../messages/definition.ts';
import { din } from '../../../messages/text-types.ts';
import { objectionResults } from '../objection-codes.ts';
import { disclosureBlocks } from '../parts/register-code-lists.ts';

/** Which objections and transmission blocks are stored now, and what could not be entered. */
export interface StoredObjections {
  /** Keys of `auskunftssperre`. */
  readonly keys?: readonly string[];
  /** Why something was not entered. */
  readonly results?: readonly string[];
  /** By the law of the Land, in its words. */
  readonly byStateLaw?: readonly string[];
  readonly resultsByStateLaw?: readonly string[];
}

const stored = scope<StoredObjections>();
const many = { optional: true, many: true } as const;

/** `type.WiderspruecheUebermittlungssperren`: nothing in it means that nothing is stored. */
export const storedObjections: readonly Node<StoredObjections>[] = [
  stored.code('widerspruecheUebermittlungssperren', 'keys', disclosureBlocks, many),
  stored.code('rueckmeldungEintragung', 'results', objectionResults, many),
  stored.text('datenNachLandesrecht', 'byStateLaw', din('C'), many),
  stored.text('rueckmeldungLandesrecht', 'resultsByStateLaw', din('C'), many),
];
