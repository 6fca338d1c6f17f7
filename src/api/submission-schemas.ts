import { z } from '@hono/zod-openapi';

const submissionState = z.enum([
  'received',
  'held',
  'in-delivery',
  'delivered',
  'handed-over',
  'completed',
  'rejected',
  'parked',
  'withdrawn',
  'deleted',
]);

export const deliveryState = z.enum([
  'waiting',
  'blocked',
  'sending',
  'delivered',
  'handed-over',
  'rejected',
  'parked',
  'superseded',
  'cancelled',
]);

const messageReference = z
  .object({
    standard: z.string().meta({ example: 'xmeld' }),
    version: z.string().meta({ example: '26.11' }),
    type: z.string().meta({ example: '1700' }),
    uuid: z.string().meta({ description: 'nachrichtenUUID in the XML' }),
  })
  .meta({ id: 'MessageReference' });

const choice = z
  .object({
    common: z
      .array(z.string())
      .meta({ description: 'Messages that both service and destination know', example: ['xmeld/26.11/1700'] }),
    why: z.string().meta({ description: 'Why `message` is this one of them' }),
  })
  .meta({ id: 'Choice', description: 'How the version of the message was chosen' });

const destination = z.object({ id: z.string(), name: z.string() });

const warning = z
  .object({
    pointer: z.string().meta({ description: 'Empty: the body as a whole' }),
    rule: z.string().meta({ description: '`not-mapped`, or the id of a rule above the schema' }),
    detail: z.string(),
    xpath: z.string().optional().meta({ description: 'Of a finished message: the element' }),
  })
  .meta({
    id: 'Warning',
    description: 'Something that was accepted and goes nowhere, or that the office may ask about',
  });

export const acceptedSchema = z
  .object({
    id: z.string(),
    state: submissionState,
    receivedAt: z.string(),
    destination,
    message: messageReference,
    choice: choice.optional(),
    warnings: z.array(warning).optional(),
  })
  .meta({ id: 'Accepted' });

const traceSchema = z
  .object({
    elements: z.array(
      z.object({
        xpath: z.string(),
        origin: z.enum(['portal', 'default', 'form', 'profile', 'code-list', 'constant', 'head', 'structure']).meta({
          description:
            'Fields of the portal; added by the gateway; said by the form of the service; a constant of the profile; the list of a code; always the same; the head; an element that only holds others',
        }),
        pointers: z.array(z.string()).optional().meta({ description: 'Of `portal`: JSON pointers into the body' }),
        detail: z.string().optional().meta({ description: 'Which member of the head, which code list' }),
      }),
    ),
    fields: z.array(
      z.object({
        pointer: z.string(),
        xpaths: z.array(z.string()).meta({ description: 'Where it went; empty: nowhere' }),
        nowhere: z.enum(['blank', 'ignored', 'not-mapped', 'not-in-message']).optional(),
      }),
    ),
  })
  .meta({ id: 'Trace', description: 'Where each element came from, and where each field of the portal went' });

export const dryRunSchema = z
  .object({
    dryRun: z.literal(true),
    destination,
    why: z.string().meta({ description: 'Why it would go there' }),
    message: messageReference,
    choice: choice.optional(),
    xml: z.string().meta({ description: 'The message as it would be sent, but for its UUID and time' }),
    trace: traceSchema.optional().meta({ description: 'Absent: the message came as it is' }),
    warnings: z.array(warning).optional(),
  })
  .meta({ id: 'DryRun' });

const submissionSchema = z
  .object({
    id: z.string(),
    state: submissionState,
    serviceId: z.string(),
    act: z.string(),
    region: z.string(),
    profile: z.string(),
    portal: z.string(),
    authority: z.string(),
    destination: z.string(),
    reference: z.string().nullable(),
    case: z.string().nullable().meta({ description: "The portal's own id of the case" }),
    receivedAt: z.string(),
    changedAt: z.string(),
  })
  .meta({ id: 'SubmissionSummary' });

const relation = z.object({ submission: z.string(), kind: z.enum(['supplement', 'withdrawal']) });

export const submissionDetailSchema = submissionSchema
  .extend({
    relatesTo: relation.nullable().meta({ description: 'What it follows' }),
    followedBy: z.array(relation).meta({ description: 'What follows it' }),
    message: messageReference,
    unmapped: z.array(z.string()).meta({
      description: "JSON pointers into the portal's body: what its profile has no place for, so that no message has it",
      example: ['/data/newsletter'],
    }),
    trust: z
      .object({
        level: z.string().nullable().meta({ description: 'null: nobody said', example: 'substantiell' }),
        method: z.string().meta({ example: 'Elster' }),
        required: z.string().nullable().meta({ description: 'What the service asked for; null: not known' }),
        by: z.enum(['portal', 'issuer']).meta({ description: 'Whose word it is' }),
      })
      .nullable()
      .meta({ description: 'How the applicant is known' }),
    payment: z
      .object({
        status: z.string().nullable().meta({ description: 'Of XBezahldienste; null: nothing was paid' }),
        amount: z.number().nullable().meta({ description: 'Cents' }),
        fee: z.number().nullable().meta({ description: 'Cents; null: nobody has said it' }),
        refund: z.boolean().meta({ description: 'It was paid, and is rejected or withdrawn: give it back' }),
      })
      .nullable()
      .meta({ description: 'What it costs, and what was paid' }),
    delivery: z.object({
      id: z.string(),
      state: deliveryState,
      attempts: z.number(),
      nextAttemptAt: z.string().nullable(),
      settledAt: z.string().nullable(),
      fileNumber: z.string().nullable().meta({ description: 'What the procedure calls it' }),
      findings: z
        .array(z.object({ id: z.string(), text: z.string().optional(), xpath: z.string().optional() }))
        .meta({ description: 'Why the procedure refused it' }),
    }),
  })
  .meta({ id: 'SubmissionDetail' });

export const submissionPageSchema = z
  .object({
    submissions: z.array(submissionSchema),
    next: z.string().nullable().meta({ description: 'Cursor of the next page' }),
  })
  .meta({ id: 'SubmissionPage' });

export const eventSchema = z
  .object({
    id: z.number(),
    type: z.string().meta({ example: 'attempt' }),
    at: z.string(),
    delivery: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

export const messageSchema = z
  .object({
    uuid: z.string(),
    direction: z.enum(['out', 'in']),
    definition: z.string().meta({ description: 'standard/version/type, or receipt' }),
    at: z.string(),
    size: z.number().meta({ description: 'Bytes of the XML' }),
    sha256: z.string().meta({ description: 'Of the XML, hexadecimal' }),
  })
  .meta({ id: 'Message' });

/** PostgreSQL takes no NUL in a text. */
const filterText = z
  .string()
  .regex(/^[^\p{Cc}]*$/u)
  .optional();

export const listQuerySchema = z.object({
  state: submissionState.optional(),
  service: filterText,
  region: filterText,
  destination: filterText,
  reference: filterText,
  case: filterText,
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'Received at or after' }),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Received before' }),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type MessageReference = z.output<typeof messageReference>;

/** `xmeld/26.11/1700` in its parts. */
export function toReference(definition: string, uuid: string): MessageReference {
  const [standard = '', version = '', type = ''] = definition.split('/');
  return { standard, version, type, uuid };
}
