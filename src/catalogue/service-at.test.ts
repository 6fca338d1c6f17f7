import { expect, test } from 'vitest';
import { createRegions } from './regions.ts';
import { opennessOf, type ServiceSettings, serviceAt } from './service-at.ts';
import { createCatalogue } from './services.ts';

const regions = createRegions();
const [county, leer, brinkum, hesel] = ['034570000000', '034570013013', '034575402003', '034575402000'] as const;

function known(id: string) {
  const resolution = createCatalogue().resolve(id);
  if (resolution.kind !== 'found') throw new Error(id);
  return resolution.service;
}

test('the network overrules the catalogue, a municipality its county, and what begins later what was before', () => {
  const fee = (amount: number) => ({ amount, currency: 'EUR', due: 'later', term: 0 }) as const;
  const settings: ServiceSettings = [
    { service: 'bewohnerparken', fee: fee(3_000), trustLevel: 'normal' },
    { service: 'bewohnerparken', region: [leer], fee: fee(5_000) },
    { service: 'bewohnerparken', region: [leer], from: '2027-01-01', fee: fee(6_000) },
    { service: 'bewohnerparken', region: [county], fee: fee(4_000) },
    { service: 'bewohnerparken', region: [hesel], fee: fee(0) },
  ];
  const at = (ars: string | undefined, day = '2026-12-31') =>
    serviceAt(known('bewohnerparken'), { ars, day }, settings, regions);
  expect(at(undefined)).toMatchObject({
    fee: { amount: 3_000 },
    trustLevel: 'normal',
    trustLevelCertainty: 'configured',
  });
  expect(at('034570014014')).toMatchObject({ fee: { amount: 4_000 }, trustLevel: 'normal' });
  expect(at(leer)).toMatchObject({ fee: { amount: 5_000 }, payable: true });
  expect(at(leer, '2027-01-01')).toMatchObject({ fee: { amount: 6_000 } });
  expect(at(brinkum)).toMatchObject({ fee: { amount: 0 }, payable: false });
  expect(serviceAt(known('briefwahl'), { day: '2027-01-01' }, settings, regions)).toEqual(known('briefwahl'));
});

test('a service is open within its periods, and says when it opens', () => {
  const open = [
    { opens: '2026-08-03T08:00', closes: '2026-09-11T18:00' },
    { opens: '2027-08-02T08:00', closes: '2027-09-24T18:00' },
  ];
  const at = (now: string) => opennessOf({ open }, now);
  expect(opennessOf({ open: [] }, '2027-01-01T00:00')).toEqual({ state: 'open' });
  expect(at('2026-08-03T07:59')).toEqual({ state: 'closed', opens: '2026-08-03T08:00' });
  expect(at('2026-08-03T08:00')).toEqual({ state: 'open', closes: '2026-09-11T18:00' });
  expect(at('2026-09-11T18:00')).toEqual({ state: 'closed', opens: '2027-08-02T08:00', closed: '2026-09-11T18:00' });
  expect(at('2027-09-24T18:00')).toEqual({ state: 'closed', closed: '2027-09-24T18:00' });
  expect(opennessOf({ open: [{ opens: '2027-01-01T00:00' }] }, '2030-01-01T00:00')).toEqual({ state: 'open' });
});
