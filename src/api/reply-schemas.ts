import { z } from '@hono/zod-openapi';

const documentSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    name: z.string().meta({ description: 'File name' }),
    mediaType: z.string(),
    size: z.number().meta({ description: 'Bytes' }),
    sha512: z.string().meta({ description: 'Hexadecimal' }),
  })
  .meta({ id: 'OfficeDocument' });

const replyKindSchema = z.enum(['acknowledged', 'accepted', 'rejected', 'status', 'query', 'file-number', 'document']);

export const replySchema = z
  .object({
    id: z.string().meta({ description: 'Also the uuid of its message: /messages/{uuid} gives the XML' }),
    receivedAt: z.string(),
    message: z.string().meta({ description: 'standard/version/type', example: 'zustellwerk-status/1/0001' }),
    kinds: z
      .array(replyKindSchema)
      .meta({ description: 'What it says; the events of the submission are named so too' }),
    late: z.boolean().meta({ description: 'It came when the submission had ended, and changed nothing' }),
    summary: z.string().meta({ description: 'What it says, for people, by Accept-Language' }),
    fileNumber: z.string().optional(),
    status: z.string().optional().meta({ description: 'in-processing, closed, code-follows, payment-needed' }),
    text: z.string().optional().meta({ description: 'What the office adds to its status or decision' }),
    deadline: z.string().optional().meta({ description: 'That the status sets, `YYYY-MM-DD`' }),
    decision: z.enum(['granted', 'partly-granted', 'refused']).optional(),
    findings: z
      .array(z.object({ id: z.string(), text: z.string().optional() }))
      .optional()
      .meta({ description: 'Why it was refused' }),
    query: z
      .object({
        text: z.string(),
        deadline: z.string().optional().meta({ description: 'Last day for the answer' }),
        wanted: z.array(z.string()).meta({ description: 'Documents, in words' }),
      })
      .optional()
      .meta({ description: 'Answer it with a supplement' }),
    documents: z.array(documentSchema),
    data: z.unknown().optional().meta({ description: 'What was asked for, as data: a prefilled form, own data, …' }),
  })
  .meta({ id: 'Reply' });

export const receivedReplySchema = z
  .object({
    submission: z.string(),
    reply: z.string().meta({ description: 'Id of the reply here' }),
    repeated: z.boolean().meta({ description: 'true: it is there already, and nothing was done' }),
    late: z.boolean().optional(),
    state: z.string().optional().meta({ description: 'State of the submission now' }),
    events: z.array(z.string()).optional().meta({ description: 'What it was understood as' }),
    forwardings: z
      .array(
        z.object({
          recipient: z.string(),
          destination: z.string(),
          delivery: z.string().optional().meta({ description: 'Id of the delivery' }),
          reason: z.string().optional().meta({ description: 'Why nothing is sent to this recipient' }),
          detail: z.string().optional().meta({ description: 'The reason as a sentence, by Accept-Language' }),
        }),
      )
      .optional()
      .meta({ description: 'Of a confirmed notice: whom it is passed on to' }),
    reason: z.string().optional().meta({ description: 'Of a confirmed notice: why nothing is passed on at all' }),
    detail: z.string().optional().meta({ description: 'The reason as a sentence, by Accept-Language' }),
  })
  .meta({ id: 'ReceivedReply' });

export const quarantinedSchema = z
  .object({
    id: z.string(),
    destination: z.string().nullable().meta({ description: 'Whose reply it is' }),
    source: z.string().nullable().meta({ description: 'Where it was picked up, in place of a destination' }),
    receivedAt: z.string(),
    reason: z.string().meta({
      description:
        'unknown: nothing that went there is meant; else why it cannot be read. Of a source: the rules that it breaks',
    }),
    size: z.number(),
    sha256: z.string(),
  })
  .meta({ id: 'QuarantinedReply' });
