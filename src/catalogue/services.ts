import { z } from 'zod';
import { nearestOf } from '../nearest.ts';
import data from './data/services.json' with { type: 'json' };
import { createSearch, type Search } from './search.ts';
import { type Service, serviceSchema } from './service.ts';

/** What a service id or LeiKa key came to. One LeiKa key can belong to several services. */
export type Resolution =
  | { readonly kind: 'found'; readonly service: Service }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Service[] }
  | { readonly kind: 'unknown'; readonly nearest: readonly Service[] };

export interface Catalogue {
  /** By id, LeiKa key (14 digits) or LeiKa address (`urn:de:fim:leika:leistung:99…`); else the three nearest. */
  resolve(serviceIdOrLeika: string): Resolution;
  list(): readonly Service[];
  /** By the words of people: typos, umlauts as two letters, parts of words; the best first. */
  search: Search;
}

/** The services that come with Zustellwerk. */
const ownServices: readonly Service[] = z.array(serviceSchema).parse(data.services);

/** The catalogue of services that comes with Zustellwerk, and further ones that a network adds. */
export function createCatalogue(further: readonly Service[] = []): Catalogue {
  const services = [...ownServices, ...further];
  const byKey = Map.groupBy(
    services.flatMap((service) => [service.id, ...service.leikaIds].map((key) => ({ key, service }))),
    ({ key }) => key,
  );
  return {
    list: () => services,
    search: createSearch(services),
    resolve(serviceIdOrLeika) {
      const wanted = serviceIdOrLeika.trim().replace(/^urn:de:fim:leika:leistung:/, '');
      const candidates = (byKey.get(wanted) ?? []).map(({ service }) => service);
      const [service] = candidates;
      if (service === undefined) return { kind: 'unknown', nearest: nearestOf(wanted, services, namesOf) };
      return candidates.length === 1 ? { kind: 'found', service } : { kind: 'ambiguous', candidates };
    },
  };
}

function namesOf({ id, nameDe, aliases, leikaIds }: Service): readonly string[] {
  return [id, nameDe, ...aliases, ...leikaIds];
}
