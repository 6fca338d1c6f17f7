import { z } from '@hono/zod-openapi';
import { linkSchema } from './problems.ts';

/** What the catalogue says of a service, as portals read it. */

const wording = z.object({ de: z.string(), en: z.string() });
const minute = z.string().meta({ description: 'In Germany, like 2027-09-24T18:00' });

const way = z.enum(['deliver', 'link-out', 'efa', 'information', 'closed', 'none']).meta({
  description: 'closed: not now; none: nobody takes it there',
});
const destination = z.string().optional();
const phase = z
  .enum(['installed', 'configured', 'test'])
  .optional()
  .meta({ description: 'The office is not live yet: dry runs only, in `test` also tests' });
const link = linkSchema.optional().meta({ description: 'Absent with link-out: nobody has said where' });

const wayOfAct = z.object({
  act: z.string(),
  way,
  destination,
  phase,
  link,
  next: z
    .object({ on: z.string().meta({ description: 'First day, YYYY-MM-DD' }), way, destination, phase, link })
    .optional()
    .meta({ description: 'What it will be, where a route begins or ends on a day to come' }),
});

const act = z.object({
  act: z.string(),
  formVersion: z.string().meta({ description: 'That a submission may name; without a name the first of an act holds' }),
  validFrom: z.string().optional().meta({ description: 'First day; absent: always' }),
  validUntil: z.string().optional().meta({ description: 'Last day; absent: without end' }),
  messages: z.array(z.string()),
  data: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of `data` in the native profile' }),
  applicant: z.enum(['required', 'optional']).optional().meta({ description: 'Absent: its message carries none' }),
  files: z
    .object({ min: z.number(), max: z.number() })
    .optional()
    .meta({ description: 'How many; absent: any number' }),
});

export const serviceSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    aliases: z.array(z.string()).meta({ description: 'Other names that people use' }),
    leikaIds: z.array(z.string()),
    leikaNames: z.record(z.string(), z.string()).meta({ description: 'By LeiKa key, where it is known' }),
    ozgId: z.string().nullable(),
    themenfeld: z.string().nullable().meta({ description: 'One of the 14 fields of the OZG' }),
    domain: z.string(),
    level: z.enum(['gemeinde', 'kreis', 'gemeinde-or-kreis', 'bund', 'any']),
    legalBasis: z.array(z.string()),
    standard: z.string().nullable().meta({ description: 'XÖV or comparable standard' }),
    kind: z.enum(['own', 'external', 'link', 'information']).meta({
      description:
        'own: submitted here; external: a nationwide online service; link: another portal; information: nothing to apply for. With ?region=: there',
    }),
    owner: z.string().optional().meta({
      description: 'Who offers it: the authority, with ?region=; else the network, or who runs the other portal',
    }),
    deliverable: z.boolean().meta({ description: 'Whether any region of this network takes it' }),
    regions: z
      .array(z.string())
      .optional()
      .meta({ description: 'Without ?region=: those with a route of their own; what lies within is served too' }),
    trustLevel: z
      .object({
        level: z.enum(['normal', 'substantiell', 'hoch']).nullable().meta({ description: 'null: not known' }),
        certainty: z
          .enum(['law', 'practice', 'assumption', 'configured', 'unknown'])
          .meta({ description: 'What it rests on' }),
      })
      .meta({ description: 'That the applicant needs' }),
    payable: z.boolean().nullable().meta({ description: 'null: it varies, or is not known' }),
    fee: z
      .object({
        amount: z.number().meta({ description: 'Cents' }),
        currency: z.literal('EUR'),
        due: z.enum(['before', 'later']).meta({ description: 'before: held until it is paid' }),
        term: z.number().meta({ description: 'With before: milliseconds until what is not paid is refused' }),
      })
      .nullable()
      .meta({ description: 'null: nobody has said it' }),
    deadline: wording.nullable(),
    writtenForm: z
      .object({ required: z.boolean(), rule: wording })
      .nullable()
      .meta({ description: 'What the law says on written form; null: nothing found' }),
    attachments: z
      .array(
        z.object({
          id: z.string(),
          name: wording,
          required: z.boolean().meta({ description: 'false: only in the cases that its name tells' }),
          mediaTypes: z.array(z.string()).optional(),
          mostBytes: z.number().optional(),
        }),
      )
      .meta({ description: 'Documents that a submission brings along; `attachments[].namedAs` says which it is' }),
    fileNames: z
      .object({ pattern: z.string().meta({ description: 'Regular expression' }), rule: wording })
      .nullable()
      .meta({ description: 'How files must be named' }),
    fileLimits: z
      .object({ each: z.number().optional(), together: z.number().optional() })
      .nullable()
      .meta({ description: 'Bytes: of each file, and of all files of a submission together' }),
    urgent: z.boolean().meta({ description: 'Delivered before what is not' }),
    open: z
      .object({
        state: z.enum(['open', 'closed']),
        opens: minute.optional(),
        closes: minute.optional(),
        closed: minute.optional(),
        periods: z.array(z.object({ opens: minute.optional(), closes: minute.optional() })),
      })
      .meta({ description: 'Whether it takes submissions now; without periods it always does' }),
    changes: z
      .array(z.object({ on: z.string(), what: wording, state: z.enum(['announced', 'active', 'withdrawn']) }))
      .meta({ description: 'Planned changes, the earliest first' }),
    ways: z.array(wayOfAct).optional().meta({ description: 'With ?region=: what becomes of each act there' }),
    acts: z.array(act).meta({ description: 'Versions of each act: what holds today first, then what is to come' }),
  })
  .meta({ id: 'Service' });

type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T;

export type ShownService = Fixed<z.input<typeof serviceSchema>>;
