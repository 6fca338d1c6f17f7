import type { Head } from '../../messages/head-g2g.ts';

/** A person who does not exist, with a name that nothing else has. */
export const someone = { familyName: 'Güldenstern-Kitprobe', givenNames: 'Wendeline', birthDate: '1987-03-29' };
export const street = 'Wurtensieler Altendeich';

/** What in every sample is about her. */
export const personal: readonly string[] = [...Object.values(someone), street];
export const breakable = { right: someone.birthDate, wrong: '29.03.1987' };

export const headOf = (uuid: string): Head => ({
  uuid,
  createdAt: '2026-03-01T12:00:00.000+01:00',
  reader: { kennung: 'dbs:03457013', name: 'Stadt Leer' },
  author: { kennung: 'kop:sample', name: 'Kreisportal' },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
  test: 'Test',
});
