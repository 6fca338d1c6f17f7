import fc from 'fast-check';
import type { AcceptedNotice } from '../domains/gewerbe/forwarding/notice-record.ts';

/** Random notices of businesses: whatever may be missing is missing now and then. For tests. */

const word = fc.stringMatching(/^[A-ZÄÖÜ][a-zäöüß]{1,12}$/);
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2026-11-25'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 3 });

const address = fc.record(
  {
    street: word,
    streetKey: digits(10),
    houseNumber: digits(2),
    houseNumberTo: digits(2),
    extra: word,
    city: word,
    district: word,
    postalCode: digits(5),
    country: digits(3),
  },
  { requiredKeys: ['street', 'city', 'postalCode', 'country'] },
);
const contacts = some(fc.record({ channel: fc.constantFrom('01', '02', '09'), id: word }));

const person = fc.record(
  {
    role: fc.constantFrom('1', '3'),
    doctorate: word,
    familyName: word,
    givenNames: word,
    sex: digits(1),
    birthName: word,
    birthDate: day,
    birthPlace: word,
    birthCountry: word,
    nationalities: some(fc.constantFrom('000', '148', '332')),
    address,
    contacts,
    residencePermit: fc.record({
      state: digits(1),
      issuedOn: day,
      issuedBy: word,
      issuedByPostalCode: digits(5),
      issuedByCity: word,
    }),
  },
  { requiredKeys: ['role', 'familyName', 'givenNames', 'sex'] },
);

const flag = fc.boolean();
const business = fc.record(
  {
    registeredName: word,
    tradeName: word,
    register: fc.record(
      { number: word, city: word, postalCode: digits(5), type: fc.constantFrom('A', 'B'), court: fc.constant('G1103') },
      { requiredKeys: ['number', 'city', 'type'] },
    ),
    legalForm: digits(3),
    partners: fc.nat(9),
    fullTimeEmployees: fc.nat(99),
    partTimeEmployees: fc.nat(99),
    kinds: fc.record({ industry: flag, craft: flag, trade: flag, other: flag }),
    branch: digits(1),
    itinerant: flag,
    secondaryOccupation: flag,
    craftCard: fc.record(
      { state: digits(1), issuedOn: day, issuedByPostalCode: digits(5), issuedByCity: word, issuedByKey: digits(5) },
      { requiredKeys: ['state'] },
    ),
    address,
    contacts,
    mainPlace: fc.record({ address, contacts }, { requiredKeys: ['address'] }),
    publicShare: digits(1),
  },
  {
    requiredKeys: [
      'legalForm',
      'fullTimeEmployees',
      'partTimeEmployees',
      'kinds',
      'branch',
      'itinerant',
      'secondaryOccupation',
    ],
  },
);

const named = { text: word, key: digits(5), keyword: word };
const further = fc.record(
  { summary: word, items: some(fc.record(named, { requiredKeys: ['text'] })) },
  { requiredKeys: ['summary'] },
);
const main = fc.record(named, { requiredKeys: ['text'] });
const activity = fc.record({ main, further }, { requiredKeys: ['main'] });
const changedActivity = fc.record(
  { main: fc.record({ ...named, newlyPursued: flag }, { requiredKeys: ['text'] }), further },
  { requiredKeys: ['main'] },
);

const members = { municipalityKey: fc.constant('03457013'), business, persons: some(person), validFrom: day };

export const tradeNotices: fc.Arbitrary<AcceptedNotice> = fc.oneof(
  fc.record({
    form: fc.constant('anmeldung' as const),
    data: fc.record({ ...members, activity, reason: digits(2) }),
  }),
  fc.record({
    form: fc.constant('ummeldung' as const),
    data: fc.record(
      {
        ...members,
        activity: changedActivity,
        accidentInsurance: fc.record({ carrier: digits(2), membershipNumber: word }),
        reasons: some(digits(2)),
      },
      { requiredKeys: ['municipalityKey', 'business', 'persons', 'validFrom', 'activity', 'reasons'] },
    ),
  }),
  fc.record({
    form: fc.constant('abmeldung' as const),
    data: fc.record(
      {
        ...members,
        activity,
        futureBusiness: fc.record({ name: word, address }, { requiredKeys: [] }),
        reason: digits(2),
        cause: digits(2),
      },
      { requiredKeys: ['municipalityKey', 'business', 'persons', 'validFrom', 'activity', 'reason'] },
    ),
  }),
);
