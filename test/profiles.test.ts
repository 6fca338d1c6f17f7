import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profiles } from '../adapters/index.ts';
import type { Gewerbeanmeldung } from '../src/domains/gewerbe/gewerbeanmeldung-data.ts';
import type { Meldebescheinigung } from '../src/domains/meldewesen/meldebescheinigung-data.ts';
import type { DataPath } from '../src/findings.ts';
import { checkProfile } from '../src/intake/check-profile.ts';
import { parsePointer } from '../src/intake/pattern.ts';
import { toData, toPortal } from '../src/intake/profile.ts';
import type { Profile } from '../src/intake/profile-table.ts';
import { valueAt } from '../src/messages/paths.ts';

/** Data as a message may carry them. Blank text is absent, so no value is blank. */
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((value) => value.trim() !== '');
const trimmed = text.map((value) => value.trim());
const digits = fc.stringMatching(/^\d{1,4}$/);
const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-25'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10));
const partialDate = fc.oneof(
  fc.tuple(date, fc.constantFrom(4, 7, 10)).map(([day, length]) => day.slice(0, length)),
  fc.constant('unknown'),
);
const count = fc.integer({ min: 0, max: 9_999_999 });

/** An object whose optional members are there or not, never `undefined`. */
function object<T, O>(
  required: { [K in keyof T]: fc.Arbitrary<T[K]> },
  optional: { [K in keyof O]: fc.Arbitrary<O[K]> },
) {
  return fc
    .tuple(fc.record(required), fc.record(optional, { requiredKeys: [] }))
    .map(([must, may]) => ({ ...must, ...may }) as T & Partial<O>);
}

const meldebescheinigung = fc.record({
  person: object(
    { familyName: text, birthDate: partialDate },
    { givenNames: text, withoutGivenNames: fc.constant(true as const) },
  ),
  address: fc
    .tuple(
      object({ street: text, postalCode: text }, { municipalityKey: text }),
      fc.oneof(fc.constant({}), object({ houseNumber: digits }, { houseNumberSuffix: trimmed })),
    )
    .map(([place, number]) => ({ ...place, ...number })),
  certificate: object({ delivery: fc.constantFrom('01', '02', '03') }, { extraElements: fc.array(text) }),
}) satisfies fc.Arbitrary<Meldebescheinigung>;

const further = { streetKey: text, houseNumber: text, houseNumberTo: text, extra: text, district: text };
const localAddress = object({ street: text, city: trimmed, postalCode: digits, country: text }, further);
const address = object({ street: text, city: text, postalCode: text, country: text }, further);
const contacts = fc.array(
  fc.record({ channel: fc.constantFrom('01', '02', '03', '04', '05', '06', '07', '08', '09'), id: text }),
  { maxLength: 3 },
);
const person = object(
  { role: text, familyName: text, givenNames: text, sex: text },
  {
    doctorate: text,
    birthName: text,
    birthDate: date,
    birthPlace: text,
    birthCountry: text,
    nationalities: fc.array(text, { maxLength: 3 }),
    address,
    contacts,
    residencePermit: object(
      { state: text },
      { issuedOn: date, issuedBy: text, issuedByPostalCode: text, issuedByCity: text },
    ),
  },
);
const activityItem = object({ text }, { key: text, keyword: text });

const gewerbeanmeldung = object(
  {
    business: object(
      {
        legalForm: text,
        fullTimeEmployees: count,
        partTimeEmployees: count,
        kinds: fc.record({ industry: fc.boolean(), craft: fc.boolean(), trade: fc.boolean(), other: fc.boolean() }),
        branch: text,
        itinerant: fc.boolean(),
        secondaryOccupation: fc.boolean(),
      },
      {
        registeredName: text,
        tradeName: text,
        register: object({ number: text, city: text, type: text }, { postalCode: text, court: text }),
        partners: count,
        craftCard: object(
          { state: text },
          { issuedOn: date, issuedByPostalCode: text, issuedByCity: text, issuedByKey: text },
        ),
        address: localAddress,
        contacts,
        mainPlace: object({ address }, { contacts }),
        publicShare: text,
      },
    ),
    persons: fc.array(person, { minLength: 1, maxLength: 3 }),
    validFrom: date,
    activity: object(
      { main: activityItem },
      { further: object({ summary: text }, { items: fc.array(activityItem, { maxLength: 3 }) }) },
    ),
    reason: text,
  },
  { municipalityKey: text },
) satisfies fc.Arbitrary<Gewerbeanmeldung>;

const services = [
  { serviceId: 'meldebescheinigung', data: meldebescheinigung as fc.Arbitrary<object> },
  { serviceId: 'gewerbe-anmeldung', data: gewerbeanmeldung as fc.Arbitrary<object> },
];
const cases = profiles.flatMap((profile) => services.map((service) => ({ profile, ...service })));

/** What the dialect can say: FIM's date of birth has a year. */
function sayable(data: object, { names }: Profile): object {
  const { person } = data as { person?: { birthDate?: string } };
  if (names !== 'fim' || person?.birthDate === undefined) return data;
  return { ...data, person: { ...person, birthDate: '1990-05-12' } };
}

/** The paths of all values that are no lists or objects. */
function leavesOf(value: unknown, at: DataPath = []): DataPath[] {
  if (value === null || typeof value !== 'object') return [at];
  const members: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([step, member]) => leavesOf(member, [...at, step]));
}

function valueBehind(document: unknown, pointer: string): unknown {
  return parsePointer(pointer).reduce<unknown>(
    (value, step) => valueAt(value, [Array.isArray(value) ? Number(step) : step]),
    document,
  );
}

/** The same list or object, with empty fields and empty items of lists strewn in as form software does. */
function withBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap((item) => ['', withBlanks(item), null]);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries([
    ...Object.entries(value).map(([name, member]) => [name, withBlanks(member)]),
    ['leer', ' '],
  ]);
}

it.each<Profile>(profiles)('$id is sound', (profile) => {
  expect(checkProfile(profile)).toEqual([]);
});

describe.each(cases)('$profile.id, $serviceId', ({ profile, serviceId, data: anyData }) => {
  it('reads back what it has said', () => {
    fc.assert(
      fc.property(anyData, (any) => {
        const data = sayable(any, profile);
        const mapped = toData(profile, serviceId, toPortal(profile, serviceId, data));
        expect(mapped.data).toEqual(data);
        expect(mapped.faults).toEqual([]);
        expect(mapped.unmapped).toEqual([]);
      }),
    );
  });

  it('points at a field of the portal for each value, also between empty ones', () => {
    fc.assert(
      fc.property(anyData, (any) => {
        const data = sayable(any, profile);
        const sent = withBlanks(toPortal(profile, serviceId, data));
        const mapped = toData(profile, serviceId, sent);
        expect(mapped.data).toEqual(data);
        for (const leaf of leavesOf(data)) {
          const field = valueBehind(sent, mapped.pointerOf(leaf));
          expect(field ?? '', mapped.pointerOf(leaf)).not.toBe('');
          expect(typeof field).not.toBe('object');
        }
      }),
    );
  });

  it('never throws, whatever a portal sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (sent) => {
        const { data, pointerOf } = toData(profile, serviceId, sent);
        for (const leaf of leavesOf(data)) pointerOf(leaf);
      }),
    );
  });
});
