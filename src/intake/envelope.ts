import { z } from 'zod';
import { submissionMembers } from '../domains/antrag/submission-data.ts';

/** The body of a submission: what every portal sends, whatever its dialect; only `data` is in the portal's own words. */
export const envelopeSchema = z
  .strictObject({
    serviceId: z
      .string()
      .meta({ description: 'Id of the service, or a LeiKa key (14 digits)', example: 'meldebescheinigung' }),
    act: z
      .string()
      .optional()
      .meta({ description: 'What is done within the service; left out: apply', example: 'apply' }),
    formVersion: z.string().optional().meta({
      description: 'Version of the form that was filled in; left out: the one that holds today',
      example: '1',
    }),
    region: z
      .string()
      .meta({ description: 'Where it applies: ARS (12 digits) of the municipality', example: '034570013013' }),
    profile: z.string().meta({ description: "The portal's dialect", example: 'native' }),
    data: z.record(z.string(), z.unknown()).meta({ description: 'What the citizen said, in the words of the profile' }),
    attachments: z
      .array(
        z.strictObject({
          id: z.string().meta({ description: 'Id from POST /v1/attachments' }),
          label: z.string().optional().meta({ description: 'What the file is, for the clerk; left out: its name' }),
          namedAs: z.string().optional().meta({
            description:
              "Which of the service's documents it is: an id of its `attachments`; left out: the office sees",
          }),
          sha512: z
            .string()
            .optional()
            .meta({ description: 'SHA-512 of the file as you know it, hexadecimal; another file is refused' }),
        }),
      )
      .optional(),
    reference: z
      .string()
      .regex(/^[^\p{Cc}]{1,200}$/u, { error: '1–200 Zeichen / characters, no control characters' })
      .optional()
      .meta({ description: "The portal's own number; opaque. Without an Idempotency-Key it may be used once" }),
    case: z
      .string()
      .regex(/^[^\p{Cc}]{1,200}$/u, { error: '1–200 Zeichen / characters, no control characters' })
      .optional()
      .meta({
        description:
          "The portal's own id of the case that the submission belongs to; opaque. Where the office needs order, a later one waits for the earlier one",
      }),
    relatesTo: z
      .strictObject({
        submission: z.string().meta({ description: 'Id of the first submission' }),
        kind: z.enum(['supplement', 'withdrawal']).meta({
          description:
            'supplement: something is sent after, also as the answer to a query; withdrawal: it is taken back',
        }),
        reply: z.string().optional().meta({ description: 'Id of the reply whose query is answered' }),
      })
      .optional()
      .meta({ description: 'What this submission follows; `data` is then `{ "text": … }`' }),
    ...submissionMembers,
    callback: z
      .strictObject({
        url: z.string().max(2_000).meta({
          description: 'Address at a host that is allowed to the portal',
          example: 'https://portal.example/hooks',
        }),
      })
      .optional()
      .meta({ description: 'Where events of this submission are told, in place of the address set up for the portal' }),
  })
  .meta({ id: 'Submission' });

export type Envelope = z.output<typeof envelopeSchema>;

export const envelopeJsonSchema = z.toJSONSchema(envelopeSchema, { unrepresentable: 'any' }) as Record<string, unknown>;
