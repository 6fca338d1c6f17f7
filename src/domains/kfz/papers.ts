import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import { zb2Number } from '../formats/papers.ts';
import { zb1Code, zb2Code } from '../formats/security-codes.ts';

/** Zulassungsbescheinigung Teil I, the paper that is carried along. */
export const zb1 = z.strictObject({
  securityCode: z.string().describe('Security code under the scratch field, 7 characters; case matters'),
});

/** Zulassungsbescheinigung Teil II, the title of the vehicle. */
export const zb2 = z.strictObject({
  number: z.string().describe('Number of the paper, 8 characters'),
  securityCode: z.string().describe('Security code under the scratch field, 12 characters; case matters'),
});

type Zb1 = z.output<typeof zb1>;
type Zb2 = z.output<typeof zb2>;

const first = scope<Zb1>();
const second = scope<Zb2>();

export const zb1Elements: Node<Zb1>[] = [first.text('sicherheitscode', 'securityCode', zb1Code)];

export const zb2Elements: Node<Zb2>[] = [
  second.text('nummer', 'number', zb2Number),
  second.text('sicherheitscode', 'securityCode', zb2Code),
];
