import { z } from 'zod';
import { nearestOf } from '../nearest.ts';
import data from './data/services.json' with { type: 'json' };

const leika = z.string().regex(/^99\d{12}$/);

const serviceSchema = z.strictObject({
  id: z.string(),
  nameDe: z.string(),
  aliases: z.array(z.string()).readonly(),
  leikaIds: z.array(leika).readonly(),
  ozgId: z.string().nullable(),
  themenfeld: z.string().nullable(),
  domain: z.string(),
  level: z.enum(['gemeinde', 'kreis', 'gemeinde-or-kreis', 'bund', 'any']),
  deliveryMode: z.enum(['deliver', 'link', 'deliver-or-link', 'link-or-deliver']),
  legalBasis: z.array(z.string()).readonly(),
  trustLevel: z.enum(['normal', 'substantiell', 'hoch']).nullable(),
  trustLevelCertainty: z.enum(['law', 'practice', 'assumption', 'unknown']),
  payable: z.boolean().nullable(),
  standard: z.string().nullable(),
});

/**
 * A service (Verwaltungsleistung). null: not found in public material, or it varies.
 *
 * `deliveryMode`: `link` may not be delivered here; of two words the first is the default. `trustLevelCertainty`: what
 * the trust level rests on. `standard`: the XÖV or comparable standard of its messages.
 */
export type Service = Readonly<z.output<typeof serviceSchema>>;

/** What a service id or LeiKa key came to. One LeiKa key can belong to several services. */
export type Resolution =
  | { readonly kind: 'found'; readonly service: Service }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Service[] }
  | { readonly kind: 'unknown'; readonly nearest: readonly Service[] };

export interface Catalogue {
  /** By id, LeiKa key (14 digits) or LeiKa address (`urn:de:fim:leika:leistung:99…`); else the three nearest. */
  resolve(serviceIdOrLeika: string): Resolution;
  list(): readonly Service[];
}

/** The catalogue of services that comes with Zustellwerk, and further ones that a network adds. */
export function createCatalogue(further: readonly Service[] = []): Catalogue {
  const own: readonly Service[] = z.array(serviceSchema.readonly()).readonly().parse(data.services);
  const services = [...own, ...further];
  return {
    list: () => services,
    resolve(serviceIdOrLeika) {
      const wanted = serviceIdOrLeika.trim().replace(/^urn:de:fim:leika:leistung:/, '');
      const candidates = services.filter(({ id, leikaIds }) => id === wanted || leikaIds.includes(wanted));
      const [service] = candidates;
      if (service === undefined) return { kind: 'unknown', nearest: nearestOf(wanted, services, namesOf) };
      return candidates.length === 1 ? { kind: 'found', service } : { kind: 'ambiguous', candidates };
    },
  };
}

function namesOf({ id, nameDe, aliases, leikaIds }: Service): readonly string[] {
  return [id, nameDe, ...aliases, ...leikaIds];
}
