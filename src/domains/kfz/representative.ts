import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import { address, addressElements, personName } from './holder.ts';

/** Who acts for the holder. What such a person has to prove is not public; the portal keeps it. */
export const representative = z.strictObject({
  familyName: z.string(),
  givenNames: z.string().optional(),
  address: address.optional(),
});

type Representative = z.output<typeof representative>;

const fields = scope<Representative>();

export const representativeElements: Node<Representative>[] = [
  fields.text('familienname', 'familyName', personName),
  fields.text('vornamen', 'givenNames', personName, { optional: true }),
  fields.inside('anschrift', 'address', addressElements, { optional: true }),
];
