import { describe, expect, it } from 'vitest';
import { checkRules } from '../../messages/message-rule.ts';
import { gewerbeanmeldung0001 } from './gewerbe-0001.ts';
import { gewerbeummeldung0002 } from './gewerbe-0002.ts';
import { gewerbeabmeldung0003 } from './gewerbe-0003.ts';
import type { TradeNotice } from './trade-notice-data.ts';

const messages = [gewerbeanmeldung0001, gewerbeummeldung0002, gewerbeabmeldung0003];
const type0003 = [gewerbeabmeldung0003];

const party = { kennung: 'kop:1', name: 'Portal' };
const head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: party,
  author: party,
  product: { name: 'P', manufacturer: 'M' },
};

const address = { street: 'Weg', city: 'Leer', postalCode: '26789', country: '276' };
const trader = { role: '1', familyName: 'Muster', givenNames: 'Tomke', sex: '2' };

/** A sole trader of whom all rules hold. */
const sound: TradeNotice = {
  business: {
    legalForm: '180',
    fullTimeEmployees: 0,
    partTimeEmployees: 0,
    kinds: { industry: false, craft: true, trade: false, other: false },
    branch: '1',
    itinerant: false,
    secondaryOccupation: false,
  },
  persons: [trader],
  validFrom: '2026-11-25',
  activity: { main: { text: 'Töpferei' } },
};

function withBusiness(changes: Partial<TradeNotice['business']>, persons = sound.persons): TradeNotice {
  return { ...sound, business: { ...sound.business, ...changes }, persons };
}

const register = { number: 'HRB 1', city: 'Aurich', type: 'B' };
const company = { registeredName: 'Muster GmbH', legalForm: '350', register };
const behind = { ...trader, role: '3' };

/** Rule, what breaks it and where, what holds it, the messages that have it. */
const cases: [string, TradeNotice, string[], TradeNotice, typeof messages][] = [
  [
    'anzahl-beteiligte',
    withBusiness({ partners: 2 }),
    ['data.business.partners'],
    withBusiness({ partners: 2 }, [trader, trader]),
    messages,
  ],
  [
    'juristische-person',
    withBusiness({}, [trader, behind]),
    ['data.business.registeredName'],
    withBusiness(company, [behind, behind]),
    messages,
  ],
  [
    'register-name',
    withBusiness({ register }),
    ['data.business.registeredName'],
    withBusiness({ register, registeredName: 'Muster e.K.' }),
    messages,
  ],
  [
    'registereintrag',
    withBusiness({ legalForm: '350', registeredName: 'Muster GmbH (in Gründung)' }),
    ['data.business.register'],
    withBusiness(company),
    messages,
  ],
  [
    'hauptniederlassung',
    withBusiness({ branch: '3' }),
    ['data.business.mainPlace.address'],
    withBusiness({ branch: '3', mainPlace: { address } }),
    messages,
  ],
  [
    'ausstellung',
    withBusiness({ craftCard: { state: '1', issuedOn: '2026-11-26' } }, [
      trader,
      { ...trader, residencePermit: { state: '1', issuedOn: '2027-01-01' } },
    ]),
    ['data.business.craftCard.issuedOn', 'data.persons.1.residencePermit.issuedOn'],
    withBusiness({ craftCard: { state: '1', issuedOn: '2026-11-25' } }, [
      { ...trader, residencePermit: { state: '1', issuedOn: '2026-01-01' } },
    ]),
    messages,
  ],
  [
    'vier-wochen',
    { ...sound, validFrom: '2026-10-27' },
    ['data.validFrom'],
    { ...sound, validFrom: '2026-10-28' },
    type0003,
  ],
];

describe.each(cases)('the rule %s', (name, broken, places, holding, having) => {
  it.each(having)('in $definition.id is told at its place, and not where it holds', ({ definition }) => {
    const id = `gewerbe-${definition.type}-${name}`;
    const placesOf = (data: TradeNotice) =>
      checkRules(definition, { head, data }, true)
        .filter(({ finding }) => finding.params?.id === id)
        .map(({ finding }) => finding.path.join('.'));
    expect(placesOf(broken)).toEqual(places);
    expect(placesOf(holding)).toEqual([]);
  });
});

it('all rules hold for a sole trader, and every rule has a case', () => {
  for (const { definition } of messages) {
    expect(checkRules(definition, { head, data: sound }, true)).toEqual([]);
    for (const { id } of definition.rules)
      expect(cases.map(([name]) => name)).toContain(id.slice('gewerbe-0001-'.length));
  }
});
