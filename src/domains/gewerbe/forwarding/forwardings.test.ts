import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RecipientKind, recipientKinds, recipientMessages } from '../../../config/forwarding-recipients.ts';
import { buildMessage } from '../../../messages/build.ts';
import { loadSchemas, type Schemas } from '../../../messages/schemas.ts';
import { validate } from '../../../messages/validate.ts';
import { readXml, type XmlElement } from '../../../messages/xml-read.ts';
import { confirmationMessage } from '../../../testing/confirmation.ts';
import { tradeNotices } from '../../../testing/trade-notices.ts';
import { type Form, formFields, officeElements } from './form-fields.ts';
import { type Forwarding, type ForwardingInput, planForwardings } from './forwardings.ts';
import type { AcceptedNotice } from './notice-record.ts';

const messageUuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const confirmation = confirmationMessage(messageUuid);

const office = {
  prefix: { code: 'MELDID', version: '51' },
  id: { code: '03457013', list: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags', version: '2026-04-30' },
  name: 'Gewerbeamt Leer',
};
const recipients = recipientKinds.map((kind) => ({ kind, destination: `to-${kind}`, reader: office }));

function inputOf(notice: AcceptedNotice, changes: Partial<ForwardingInput> = {}): ForwardingInput {
  return {
    notice,
    messageUuid,
    confirmation,
    settings: { by: 'gateway', sendSuperseded: false, recipients },
    author: office,
    product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
    test: 'ja',
    now: '2026-11-26T08:00:05.000+01:00',
    newUuid: randomUUID,
    ...changes,
  };
}

const address = { street: 'Weg', city: 'Leer', postalCode: '26789', country: '276' };
const trader = {
  role: '1',
  familyName: 'Muster',
  givenNames: 'Tomke',
  sex: '2',
  birthDate: '1988-04-17',
  birthPlace: 'Geburtsort',
  nationalities: ['000'],
  address,
};
const foreigner = {
  ...trader,
  familyName: 'Voorbeeld',
  nationalities: ['148'],
  residencePermit: {
    state: '1',
    issuedOn: '2018-01-02',
    issuedBy: 'Titelbehörde',
    issuedByPostalCode: '26789',
    issuedByCity: 'Titelort',
  },
};
const common = {
  municipalityKey: '03457013',
  business: {
    tradeName: 'Fahrradwerkstatt',
    legalForm: '180',
    partners: 2,
    fullTimeEmployees: 1,
    partTimeEmployees: 2,
    kinds: { industry: false, craft: true, trade: false, other: false },
    branch: '1',
    itinerant: false,
    secondaryOccupation: false,
    craftCard: { state: '1', issuedByCity: 'Kartenort' },
    address,
    publicShare: '0',
  },
  persons: [trader, foreigner],
  validFrom: '2026-12-01',
  activity: { main: { text: 'Reparatur von Fahrrädern' } },
};
const notices: Record<Form, AcceptedNotice> = {
  anmeldung: { form: 'anmeldung', data: { ...common, reason: '01' } },
  ummeldung: {
    form: 'ummeldung',
    data: { ...common, reasons: ['02'], accidentInsurance: { carrier: '03', membershipNumber: 'Mitglied 7' } },
  },
  abmeldung: {
    form: 'abmeldung',
    data: { ...common, reason: '01', cause: '17', futureBusiness: { name: 'Nachfolge', address } },
  },
};

function planned(input: ForwardingInput): readonly Forwarding[] {
  const plan = planForwardings(input);
  if (plan.kind !== 'plan') throw new Error(plan.reason);
  return plan.forwardings;
}

function xmlOf(forwarding: Forwarding | undefined): string {
  if (forwarding?.kind !== 'send') throw new Error(`not sent: ${forwarding?.reason}`);
  return Buffer.from(buildMessage(forwarding.definition, forwarding.content)).toString('utf8');
}

function to(kind: RecipientKind, notice: AcceptedNotice): Forwarding | undefined {
  return planned(inputOf(notice)).find(({ recipient }) => recipient === kind);
}

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

describe('a notice is not passed on at all', () => {
  it.each<[string, Partial<ForwardingInput>]>([
    ['procedure-forwards', { settings: { by: 'procedure', sendSuperseded: true, recipients } }],
    ['not-confirmed', { confirmation: undefined }],
    ['other-notice', { messageUuid: randomUUID() }],
  ])('%s', (reason, changes) => {
    expect(planForwardings(inputOf(notices.anmeldung, changes))).toEqual({ kind: 'none', reason });
  });

  it('standard-superseded: in production since 1 May 2026, unless the authority wants it all the same', () => {
    const { test: _, ...input } = inputOf(notices.anmeldung);
    expect(planForwardings(input)).toEqual({ kind: 'none', reason: 'standard-superseded' });
    const settings = { ...input.settings, sendSuperseded: true };
    expect(planForwardings({ ...input, settings }).kind).toBe('plan');
    expect(planForwardings({ ...input, now: '2026-04-30T23:59:59.999+02:00' }).kind).toBe('plan');
    expect(planForwardings({ ...input, now: '2026-05-01T00:00:00.000+02:00' }).kind).toBe('none');
  });
});

describe('who gets a message, and who none', () => {
  const all = (form: Form) =>
    Object.fromEntries(
      planned(inputOf(notices[form])).map((one) => [
        one.recipient,
        one.kind === 'send' ? one.definition.type : one.reason,
      ]),
    );

  const everybody = Object.fromEntries(Object.entries(recipientMessages));

  it('of a registration', () => {
    expect(all('anmeldung')).toEqual({ ...everybody, 'register-court': 'other-form', 'weights-and-measures': 'mask' });
  });
  it('of a change', () => {
    expect(all('ummeldung')).toEqual({ ...everybody, 'register-court': 'other-form', 'weights-and-measures': 'mask' });
  });
  it('of a deregistration', () => {
    expect(all('abmeldung')).toEqual({
      ...everybody,
      'register-court': 'mask',
      'weights-and-measures': 'mask',
      'employment-agency': 'mask',
    });
  });
});

describe('each recipient gets its own fields', () => {
  it.each<[string, RecipientKind, Form, string[], string[]]>([
    [
      'public share, for the accident insurance alone',
      'accident-insurance',
      'anmeldung',
      ['beteiligungOeffentlicheHand'],
      ['anzahlBeteiligte', 'aufenthaltstitel'],
    ],
    [
      'no public share and no craft card',
      'chamber-of-industry',
      'anmeldung',
      ['anzahlBeteiligte', 'staatangehoerigkeiten'],
      ['beteiligungOeffentlicheHand', 'handwerkskarte', 'aufenthaltstitel'],
    ],
    [
      'the craft card',
      'chamber-of-crafts',
      'ummeldung',
      ['handwerkskarte'],
      ['beteiligungOeffentlicheHand', 'aufenthaltstitel'],
    ],
    [
      'no nationality',
      'food-control',
      'anmeldung',
      ['geburtsdatum'],
      ['staatangehoerigkeiten', 'anzahlBeteiligte', 'handwerkskarte', 'aufenthaltstitel'],
    ],
    [
      'no date of birth',
      'statistics',
      'anmeldung',
      ['staatangehoerigkeiten', 'anzahlBeteiligte', 'handwerkskarte'],
      ['geburtsdatum', 'geburtsort', 'beteiligungOeffentlicheHand'],
    ],
    ['the residence permit', 'employment-agency', 'ummeldung', ['aufenthaltstitel'], ['beteiligungOeffentlicheHand']],
    [
      'the future business',
      'chamber-of-industry',
      'abmeldung',
      ['kuenftigesGewerbe', 'ursacheAbmeldungSchluessel'],
      ['handwerkskarte'],
    ],
  ])('%s: %s, %s', (_, kind, form, there, absent) => {
    const xml = xmlOf(to(kind, notices[form]));
    for (const element of there) expect(xml).toContain(`<xga:${element}>`);
    for (const element of absent) expect(xml).not.toContain(`<xga:${element}>`);
  });

  it('and nobody gets an element that is in no field of our table', () => {
    for (const one of planned(inputOf(notices.ummeldung))) {
      if (one.kind === 'send') {
        expect(xmlOf(one)).not.toContain('Mitglied 7');
        expect(one.withheld).toContain('bisherigeUnfallversicherung');
      }
    }
  });

  it("the aliens' authority hears of foreigners alone, and of no notice without one", () => {
    const xml = xmlOf(to('aliens-authority', notices.anmeldung));
    expect(xml).toContain('Voorbeeld');
    expect(xml).not.toContain('Muster<');
    const german = { ...common, persons: [trader], reason: '01' };
    expect(to('aliens-authority', { form: 'anmeldung', data: german })).toMatchObject({ reason: 'nobody-concerned' });
    const { nationalities: _, ...unknown } = foreigner;
    const data = { ...german, persons: [unknown] };
    expect(to('aliens-authority', { form: 'anmeldung', data })).toMatchObject({ reason: 'nobody-concerned' });
  });
});

describe('what nobody has said', () => {
  const { businessId: _, mainActivity: __, ...bare } = confirmation.data;
  const input = inputOf(notices.anmeldung, { confirmation: { ...confirmation, data: bare } });

  it('is named, and nothing is sent without it', () => {
    const [first] = planned(input);
    expect(first).toMatchObject({
      kind: 'withheld',
      reason: 'incomplete',
      paths: [
        'records.0.registration.businessId',
        'records.0.registration.activity.main.key',
        'records.0.registration.activity.main.keyword',
      ],
    });
  });

  it('of a part that the recipient does not get does no harm', () => {
    const { issuedBy: ___, ...half } = foreigner.residencePermit;
    const data = { ...common, persons: [{ ...foreigner, residencePermit: half }], reason: '01' };
    expect(to('food-control', { form: 'anmeldung', data })?.kind).toBe('send');
    expect(to('employment-agency', { form: 'anmeldung', data })).toMatchObject({ reason: 'incomplete' });
  });
});

/** § 3 GewAnzV once more, as text: fields that a recipient gets, by form. Written down apart from the masks themselves. */
const lawfully: Record<RecipientKind, Record<Form, string>> = {
  'chamber-of-industry': { anmeldung: '1-12 14-26 28 32', ummeldung: '1-12 14-25 29', abmeldung: '1-12 14-29' },
  'chamber-of-crafts': { anmeldung: '1-12 14-26 28 29 32', ummeldung: '1-12 14-26 29', abmeldung: '1-12 14-29' },
  'immission-control': { anmeldung: '1-9 11 14-26 32', ummeldung: '1-9 11 14-24 29', abmeldung: '1-9 11 14-27 29' },
  'labour-protection': { anmeldung: '1-9 11 14-26 32', ummeldung: '1-9 11 14-24 29', abmeldung: '1-9 11 14-27 29' },
  'food-control': { anmeldung: '1-9 11 14-26 32', ummeldung: '1-9 11 14-24 29', abmeldung: '1-9 11 14-27 29' },
  'weights-and-measures': {
    anmeldung: '1 3-5 11 14 15 18 20',
    ummeldung: '1 3-5 11 14 15 18 19 21',
    abmeldung: '1 3-5 11 14 16 18 20',
  },
  'employment-agency': { anmeldung: '1-12 14-26 28-32', ummeldung: '1-12 14-29', abmeldung: '1-9 11 20' },
  'accident-insurance': { anmeldung: '1-11 13-27 29 32', ummeldung: '1-11 13-24 26 29', abmeldung: '1-11 13-29' },
  'register-court': { anmeldung: '', ummeldung: '', abmeldung: '1-7 11 15 17-20 23 25-27' },
  statistics: {
    anmeldung: '1-6 10 12 15-25 29 32',
    ummeldung: '1-6 10 12 15-24 26 29',
    abmeldung: '1-6 10 12 15-26 28 29',
  },
  'aliens-authority': {
    anmeldung: '1 2 4-11 15 18-25 29-32',
    ummeldung: '1 2 4-11 15 18-24 26-29',
    abmeldung: '1 2 4-11 18-25 29',
  },
};

function fieldsIn(ranges: string): Set<number> {
  const numbers = ranges
    .split(' ')
    .filter(Boolean)
    .map((range) => range.split('-').map(Number));
  return new Set(
    numbers.flatMap(([first = 0, last = first]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    ),
  );
}

/** The paths of all elements of a notice that hold text, from its own children on. */
function leafPaths({ children, name }: XmlElement, above?: string): string[] {
  const path = above === undefined ? '' : above === '' ? name : `${above}/${name}`;
  return children.length === 0 ? [path] : children.flatMap((child) => leafPaths(child, path));
}

/** The fields that an element belongs to; none: it is not from a form; undefined: it should never be sent. */
function fieldsOf(form: Form, path: string): readonly number[] | undefined {
  const isAt = (prefix: string) => path === prefix || path.startsWith(`${prefix}/`);
  if (officeElements.some(isAt)) return [];
  return Object.entries(formFields[form]).find(([prefix]) => isAt(prefix))?.[1];
}

it('no element that is masked ever appears, and each message is valid, whatever the notice', {
  timeout: 60_000,
}, async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(tradeNotices, async (notice) => {
      for (const forwarding of planned(inputOf(notice))) {
        if (forwarding.kind !== 'send') continue;
        const kind = `${forwarding.recipient} ${notice.form}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        const xml = buildMessage(forwarding.definition, forwarding.content);
        expect(await validate(xml, schemas)).toMatchObject({ kind: 'valid' });
        const [record] = readXml(xml).children.filter(({ name }) => name === 'satz');
        const [sent] = record?.children ?? [];
        if (sent === undefined) throw new Error('nothing sent');
        const allowed = fieldsIn(lawfully[forwarding.recipient][notice.form]);
        const leaked = leafPaths(sent).filter((path) => {
          const fields = fieldsOf(notice.form, path);
          return fields === undefined || fields.some((field) => !allowed.has(field));
        });
        expect(leaked, kind).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
  // The property has met everybody who can get something at all.
  expect(seen.size).toBe(9 + 9 + 8);
});
