import { z } from 'zod';
import { trustLevels } from '../config/service-settings-schema.ts';

const leika = z.string().regex(/^99\d{12}$/);
const wording = z.strictObject({ de: z.string(), en: z.string() }).readonly();

/** A document that a submission brings along. */
const namedAttachment = z
  .strictObject({
    id: z.string(),
    name: wording,
    /** false: only in some cases, which the name tells. */
    required: z.boolean(),
    mediaTypes: z.array(z.string()).readonly().optional(),
    mostBytes: z.int().positive().optional(),
  })
  .readonly();

const period = z.strictObject({ opens: z.string().optional(), closes: z.string().optional() }).readonly();

const plannedChange = z
  .strictObject({ on: z.string(), what: wording, withdrawn: z.boolean().default(false) })
  .readonly();

export const serviceSchema = z
  .strictObject({
    id: z.string(),
    nameDe: z.string(),
    aliases: z.array(z.string()).readonly(),
    leikaIds: z.array(leika).readonly(),
    /** What the LeiKa keys are called, where it is known. */
    leikaNames: z.record(leika, z.string()).readonly().default({}),
    ozgId: z.string().nullable(),
    /** One of the 14 fields of the OZG. */
    themenfeld: z.string().nullable(),
    domain: z.string(),
    level: z.enum(['gemeinde', 'kreis', 'gemeinde-or-kreis', 'bund', 'any']),
    /**
     * What becomes of it where no route says otherwise. `link` may not be delivered here, `information` has no application
     * at all; of two words the first is the default.
     */
    deliveryMode: z.enum(['deliver', 'link', 'information', 'deliver-or-link', 'link-or-deliver']),
    /** Where people go, where no route says so. */
    link: z.strictObject({ name: z.string(), url: z.url().optional() }).readonly().nullable().default(null),
    legalBasis: z.array(z.string()).readonly(),
    trustLevel: z.enum(trustLevels).nullable(),
    /** What the trust level rests on. */
    trustLevelCertainty: z.enum(['law', 'practice', 'assumption', 'configured', 'unknown']),
    payable: z.boolean().nullable(),
    /** In cents; set by the municipality, the county or the Land, so nothing comes with Zustellwerk. */
    fee: z
      .strictObject({
        amount: z.int().nonnegative(),
        currency: z.literal('EUR'),
        /** `before`: nothing is delivered before it is paid. */
        due: z.enum(['before', 'later']),
        /** How long a submission waits for the payment, in milliseconds. */
        term: z.number(),
      })
      .readonly()
      .nullable()
      .default(null),
    /** The XÖV or comparable standard of its messages. */
    standard: z.string().nullable(),
    deadline: wording.nullable().default(null),
    /** Whether the law asks for written form, and what it says. */
    writtenForm: z.strictObject({ required: z.boolean(), rule: wording }).readonly().nullable().default(null),
    attachments: z.array(namedAttachment).readonly().default([]),
    /** A regular expression for the names of files, and its meaning. */
    fileNames: z.strictObject({ pattern: z.string(), rule: wording }).readonly().nullable().default(null),
    /** What files have at most, in bytes: each, and all of a submission together. */
    fileLimits: z
      .strictObject({ each: z.int().positive().optional(), together: z.int().positive().optional() })
      .readonly()
      .nullable()
      .default(null),
    /** Delivered before what is not. */
    urgent: z.boolean().default(false),
    /** When it takes submissions, in local time of Berlin (`2027-09-24T18:00`); empty: always. */
    open: z.array(period).readonly().default([]),
    changes: z.array(plannedChange).readonly().default([]),
  })
  .readonly();

/** A service (Verwaltungsleistung). null: not found in public material, or it varies. */
export type Service = z.output<typeof serviceSchema>;

export type Period = Service['open'][number];

/** Whether an office may take submissions of it at all: federal law keeps some elsewhere, and some only inform. */
export function mayBeDelivered({ deliveryMode }: { readonly deliveryMode: string }): boolean {
  return deliveryMode !== 'link' && deliveryMode !== 'information';
}

/** Whether it is delivered where no route says otherwise, once there is a destination. */
export function isDeliveredByDefault({ deliveryMode }: Pick<Service, 'deliveryMode'>): boolean {
  return deliveryMode === 'deliver' || deliveryMode === 'deliver-or-link';
}
