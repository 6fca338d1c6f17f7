import { z } from 'zod';

const bilingual = z.strictObject({ de: z.string(), en: z.string() });
const wording = z.union([z.string(), bilingual]);
const outcome = z.enum(['delivered', 'handed-over', 'rejected', 'later', 'unknown']);
const definition = z.string().meta({ description: '`standard/version/type`' });

const field = z.strictObject({
  element: z.string(),
  min: z.union([z.literal(0), z.literal(1)]),
  max: z.number().nullable().meta({ description: 'null: any number' }),
  qualified: z.boolean().meta({ description: 'whether the element carries the namespace of the message' }),
  alternative: z.boolean().meta({ description: 'one of several, of which exactly one appears' }),
  choice: z.number().optional().meta({ description: 'fields of one number are alternatives of each other' }),
  choiceOptional: z.literal(true).optional().meta({ description: 'all alternatives of the choice may be absent' }),
  type: z.string(),
  expected: wording.optional(),
  list: z.string().optional().meta({ description: 'key in codeLists' }),
  source: z.union([z.strictObject({ path: z.string() }), z.strictObject({ constant: z.string() })]).optional(),
  meaning: wording.optional(),
  example: z.string().optional(),
  rules: z.array(z.string()).optional().meta({ description: 'ids of the rules that speak of it' }),
});

const codeList = z.strictObject({
  name: z.string(),
  uri: z.string(),
  version: z.string(),
  type: z.number(),
  codes: z.record(z.string(), z.string()).optional(),
  pattern: z.string().optional(),
});

const rule = z.strictObject({
  id: z.string(),
  severity: z.enum(['error', 'warning']),
  text: bilingual,
  source: wording,
  general: z.literal(true).optional().meta({ description: 'for all messages, not only this one' }),
});

const sample = z.strictObject({
  id: z.enum(['valid-minimal', 'valid-full', 'schema-invalid', 'rule-invalid']),
  file: z.string(),
  title: bilingual,
  uuid: z.string(),
  sha256: z.string(),
  schema: z.enum(['valid', 'invalid']),
  brokenRules: z.array(z.string()),
  answer: z.enum(['accept', 'refuse']).meta({ description: 'what the procedure has to answer' }),
});

const reply = z.strictObject({
  id: definition,
  title: bilingual,
  root: z.string(),
  namespace: z.string(),
  legalBasis: wording,
  way: bilingual
    .nullable()
    .meta({ description: 'how it reaches the gateway; null: not agreed, in contracts of earlier versions' }),
  fields: z.array(field),
  rules: z.array(rule),
});

const formField = z.strictObject({
  id: z.string().meta({ description: 'groups and id, with slashes' }),
  label: z.string(),
  element: z.string().meta({ description: 'element of the message that holds the value' }),
  many: z.boolean(),
  list: z.string().optional().meta({ description: 'address and version of its code list' }),
  codes: z.record(z.string(), z.string()).optional(),
});

/** `contract.json`: what one service and one destination have agreed on. */
export const contractSchema = z.strictObject({
  format: z.literal('zustellwerk-contract/1'),
  network: z.strictObject({ id: z.string(), name: z.string() }),
  authority: z.strictObject({ id: z.string(), name: z.string(), ars: z.string() }),
  service: z.strictObject({
    id: z.string(),
    act: z.string(),
    name: z.string(),
    leika: z.array(z.string()),
    legalBasis: z.array(z.string()),
    trustLevel: z.string().nullable(),
  }),
  destination: z.strictObject({
    id: z.string(),
    name: z.string(),
    reader: z.strictObject({ name: z.string(), kennung: z.string().nullable(), form: z.string().optional() }),
    regions: z.array(z.string()).meta({ description: 'ARS of the routes that lead here' }),
  }),
  adapter: z.strictObject({
    id: z.string(),
    version: z.string(),
    summary: wording,
    success: z.enum(['delivered', 'handed-over']),
    recognisesDuplicates: z.boolean(),
  }),
  message: z.strictObject({
    id: definition,
    standard: z.string(),
    version: z.string(),
    type: z.string(),
    root: z.string(),
    namespace: z.string(),
    title: bilingual,
    legalBasis: wording,
    provenance: wording,
    officialSchema: z.boolean(),
    embedsAttachments: z.boolean(),
    attachments: z
      .strictObject({
        mostBytes: z.number().meta({ description: 'of all files of one message together' }),
        places: z.number().optional().meta({ description: 'places for one file each; absent: any number of files' }),
        fetched: z.boolean().meta({ description: 'whether files beyond that are named and fetched' }),
      })
      .optional(),
    validFrom: z.string().optional(),
    validUntil: z.string().optional(),
  }),
  form: z
    .strictObject({ title: bilingual, version: z.string(), schema: z.string(), fields: z.array(formField) })
    .optional()
    .meta({ description: 'of a generic message: what its fields are in this service' }),
  fields: z.array(field),
  codeLists: z.record(z.string(), codeList),
  rules: z.array(rule),
  exchange: z.strictObject({
    transport: z.string(),
    steps: z.array(z.strictObject({ from: z.enum(['gateway', 'procedure']), text: bilingual })),
    security: z.array(bilingual),
    answers: z.array(z.strictObject({ when: bilingual, outcome, follows: bilingual })),
    receipt: z
      .strictObject({ id: definition, root: z.string(), namespace: z.string(), fields: z.array(field) })
      .optional(),
    headers: z.array(z.strictObject({ name: z.string(), value: bilingual })).optional(),
    trial: z.literal('http-post').optional(),
    settings: z.array(z.strictObject({ name: z.string(), value: z.string() })),
    retry: z.strictObject({
      attempts: z.number(),
      maxAgeMs: z.number(),
      firstPauseMs: z.number(),
      longestPauseMs: z.number(),
      timeoutMs: z.number(),
      parallel: z.number(),
    }),
  }),
  replies: z.array(reply).default([]).meta({ description: 'messages that the office may answer with' }),
  openPoints: z.array(bilingual),
});

/** The agreement without its samples: all that can be compared. */
export type Contract = Readonly<z.output<typeof contractSchema>>;
export type Field = Contract['fields'][number];
export type Sample = z.output<typeof sample>;

/** What lies in a pack as `contract.json`: the agreement, its samples, and its history. */
export const packSchema = contractSchema.extend({
  date: z.string().meta({ description: 'day on which the pack was made, YYYY-MM-DD' }),
  gateway: z.string().meta({ description: 'version of Zustellwerk that made it' }),
  schemas: z.array(z.strictObject({ path: z.string(), sha256: z.string() })),
  samples: z.array(sample),
  changes: z.array(z.strictObject({ text: bilingual, breaks: z.array(z.enum(['vendor', 'portal'])) })),
});

export type Pack = Readonly<z.output<typeof packSchema>>;
