import fc from 'fast-check';
import { computeFinCheckDigit } from '../domains/formats/fin.ts';

const textOf = (characters: string, minLength: number, maxLength = minLength) =>
  fc.array(fc.constantFrom(...characters), { minLength, maxLength }).map((all) => all.join(''));
const capital = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digit = '0123456789';
const coded = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz0123456789';
const words = textOf('aäßé ŁŞ-.x', 1, 30).filter((text) => text.trim() !== '');
const monthNumber = fc.integer({ min: 1, max: 12 });
const monthText = fc
  .tuple(fc.integer({ min: 2026, max: 2030 }), monthNumber)
  .map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`);
const dayText = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

const season = fc
  .tuple(monthNumber, fc.integer({ min: 1, max: 10 }))
  .map(([from, more]) => ({ from, to: ((from + more - 1) % 12) + 1 }));
const plateParts = {
  district: textOf(`${capital}ÄÖÜ`, 1, 2),
  letters: textOf(capital, 1, 2),
  digits: fc.integer({ min: 1, max: 999 }).map(String),
};
const plate = fc.record(
  { ...plateParts, suffix: fc.constantFrom('E', 'H'), season },
  { requiredKeys: ['district', 'digits'] },
);
const kind = fc.constantFrom('REGULAR', 'ELECTRIC', 'HISTORICAL');
const wishOf = (...assignments: string[]) =>
  fc.oneof(
    fc.record({ assignment: fc.constantFrom(...assignments), kind, season }, { requiredKeys: ['assignment', 'kind'] }),
    fc.record(
      {
        assignment: fc.constant('RESERVATION'),
        kind,
        season,
        reservation: fc.record({ ...plateParts, pin: textOf('aZ9!&<', 4, 12) }),
      },
      { requiredKeys: ['assignment', 'kind', 'reservation'] },
    ),
  );
const address = fc.record(
  { street: words, houseNumber: textOf('123ab', 1, 5), extra: words, postalCode: fc.constant('26789'), city: words },
  { requiredKeys: ['street', 'postalCode', 'city'] },
);
const name = textOf('aäßéŁŞ-', 1, 30);
const commonPerson = { familyName: name, sex: fc.constantFrom('m', 'w', 'd', 'x') };
const person = fc
  .tuple(
    fc.record(
      { ...commonPerson, birthName: name, religiousOrArtistName: name },
      { requiredKeys: ['familyName', 'sex'] },
    ),
    fc.oneof(fc.record({ givenNames: name }), fc.constant({ withoutGivenNames: true })),
    fc.oneof(fc.record({ birthPlace: words }), fc.record({ birthState: textOf(digit, 3) })),
    fc.record({ birthDate: fc.oneof(dayText('1930-01-01', '2008-01-01'), fc.constantFrom('1980', '1980-07')) }),
  )
  .map((parts) => Object.assign({}, ...parts) as object);
const holder = fc.oneof(
  fc.record({ person, address }),
  fc.record({ organisation: fc.record({ name: words }), address }),
);
const representative = fc.record({ familyName: name, givenNames: name, address }, { requiredKeys: ['familyName'] });
const iban = textOf(digit, 18).map(
  (account) => `DE${String(98n - (BigInt(`${account}131400`) % 97n)).padStart(2, '0')}${account}`,
);
const tax = fc.record(
  { accountHolder: words, iban, bic: fc.constantFrom('COBADEFF', 'COBADEFFXXX'), taxBenefit: fc.boolean() },
  { requiredKeys: ['accountHolder', 'iban', 'taxBenefit'] },
);
const vehicle = textOf('ABCDEFGHJKLMNPRSTUVWXYZ0123456789', 17).chain((fin) =>
  fc.record(
    { fin: fc.constant(fin), finCheckDigit: fc.constantFrom('-', computeFinCheckDigit(fin)) },
    { requiredKeys: ['fin'] },
  ),
);
const zb1 = fc.record({ securityCode: textOf(coded, 7) });
const zb2 = fc.record({ number: textOf(`${capital}${digit}`, 8), securityCode: textOf(coded, 12) });
const evb = textOf('ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 7);

const firstRegistration = fc.record(
  { vehicle, zb2, evb, holder, plateWish: wishOf('RANDOM'), tax, representative },
  { requiredKeys: ['vehicle', 'zb2', 'evb', 'holder', 'plateWish', 'tax'] },
);
const stamp = fc.record(
  { securityCode: textOf(coded, 3), printNumber: textOf(capital, 8) },
  { requiredKeys: ['securityCode'] },
);
/** For each act of vehicle registration data that are in order, of every shape that it allows, on 25 November 2026. */
export const anyKfzData: Readonly<Record<string, fc.Arbitrary<object>>> = {
  neuzulassung: firstRegistration,
  tageszulassung: firstRegistration,
  umschreibung: fc.oneof(
    fc.record(
      {
        reason: fc.constant('HALTER'),
        vehicle,
        plate,
        zb1,
        zb2,
        evb,
        holder,
        plateWish: wishOf('RANDOM', 'RETAINMENT'),
        tax,
        representative,
      },
      { requiredKeys: ['reason', 'vehicle', 'plate', 'zb1', 'zb2', 'evb', 'holder', 'plateWish', 'tax'] },
    ),
    fc.record({
      reason: fc.constant('WOHNSITZ'),
      vehicle,
      plate,
      zb1,
      holder,
      plateWish: fc.record({ assignment: fc.constant('RETAINMENT'), kind }),
    }),
  ),
  wiederzulassung: fc.record(
    {
      vehicle,
      plate,
      zb1,
      zb2,
      deregisteredOn: dayText('2020-01-01', '2026-11-01'),
      sameHolder: fc.boolean(),
      notScrapped: fc.constant(true),
      nextInspection: monthText,
      nextSafetyInspection: monthText,
      evb,
      holder,
      plateWish: wishOf('RANDOM', 'RETAINMENT'),
      tax,
      representative,
    },
    {
      requiredKeys: [
        'vehicle',
        'plate',
        'zb1',
        'zb2',
        'sameHolder',
        'notScrapped',
        'nextInspection',
        'evb',
        'holder',
        'plateWish',
        'tax',
      ],
    },
  ),
  ausserbetriebsetzung: fc.record(
    {
      plate,
      stamps: fc.array(stamp, { minLength: 1, maxLength: 2 }),
      zb1,
      recycling: fc.oneof(
        fc.record({ date: dayText('2020-01-01', '2026-11-01'), operatorNumber: textOf(digit, 1, 50) }),
        fc.record({ date: dayText('2020-01-01', '2026-11-01'), state: textOf(digit, 3) }),
      ),
      reservePlate: fc.constant(true),
      holder,
      representative,
    },
    { requiredKeys: ['plate', 'stamps', 'zb1', 'holder'] },
  ),
  adressaenderung: fc.record(
    { vehicle, plate, zb1, holder, representative },
    { requiredKeys: ['vehicle', 'plate', 'zb1', 'holder'] },
  ),
};
