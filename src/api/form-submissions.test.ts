import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

/** What submissions with a form add to the envelope: who applies, and files that a message only names. */

let house: TestGateway;
let key: string;

beforeAll(async () => {
  house = await openTestGateway();
  key = await house.key('portal', 'kreisportal');
});
afterAll(() => house[Symbol.asyncDispose]());

const post = (body: unknown, dryRun = false) =>
  house.call(`/v1/submissions${dryRun ? '?dryRun=true' : ''}`, { key, body });

async function rulesOf(response: Response): Promise<string[]> {
  expect(response.status).toBe(422);
  const { errors } = (await response.json()) as { errors: { pointer: string; rule: string }[] };
  return errors.map(({ pointer, rule }) => `${pointer} ${rule}`).sort();
}

async function xmlOf(body: unknown): Promise<string> {
  const response = await post(body, true);
  expect(response.status).toBe(200);
  return ((await response.json()) as { xml: string }).xml;
}

const person = { person: { familyName: 'Mustermann', givenNames: 'Erika' } };
const informal = {
  serviceId: 'generischer-antrag',
  region: '034570013013',
  profile: 'native',
  data: { request: 'Die Laterne vor dem Haus ist dunkel.' },
};
const permit = {
  ...informal,
  serviceId: 'baugenehmigung',
  region: '034570014014',
  authentication: { level: 'substantiell', method: 'Elster' },
  data: {
    builders: [person],
    designer: person,
    procedure: 'simplified',
    project: { kind: 'new', description: 'Neubau' },
    plot: { parcels: [{ district: 'Moormerland', parcel: '1' }] },
  },
};

describe('who applies', () => {
  it('goes into the message, with who acts for them', async () => {
    const xml = await xmlOf({
      ...informal,
      applicant: { organisation: { name: 'Muster GmbH' } },
      representative: person,
    });
    expect(xml).toMatch(/<ant:antragsteller>\s*<ant:organisation>\s*<ant:name>Muster GmbH</);
    expect(xml).toMatch(/<ant:vertreter>\s*<ant:natuerlichePerson>\s*<ant:familienname>Mustermann</);
  });

  it('may be left out where the form lets it, but not when somebody acts for nobody', async () => {
    expect(await xmlOf(informal)).not.toContain('antragsteller');
    expect(await rulesOf(await post({ ...informal, representative: person }))).toEqual(['/applicant required']);
    const dogs = { dogs: [{ breed: 'Dackel', keptSince: '2026-10-01' }] };
    expect(await rulesOf(await post({ ...informal, serviceId: 'hundesteuer-anmeldung', data: dogs }))).toEqual([
      '/applicant required',
    ]);
  });

  it('counts what is blank as absent', async () => {
    const blank = { person: { ...person.person, birthName: '', doctorate: null }, address: null, contacts: [] };
    expect(await xmlOf({ ...informal, applicant: blank, representative: null })).not.toMatch(
      /geburtsname|anschrift|vertreter/,
    );
  });

  it('how they are known, and what they paid, go into the message too', async () => {
    const authentication = { level: 'substantiell', method: 'ELSTER' };
    const payment = {
      transactionId: 'T1',
      amount: 3070,
      currency: 'EUR',
      method: 'PAYPAL',
      at: '2026-11-25T10:00:00Z',
      status: 'PAYED',
    };
    const xml = await xmlOf({ ...informal, authentication, payment });
    expect(xml).toContain('<ant:vertrauensniveau>substantiell</ant:vertrauensniveau>');
    expect(xml).toContain('<ant:betrag>30.7</ant:betrag>');
    const wrong = {
      authentication: { level: 'high', method: 'x' },
      payment: { ...payment, amount: 1.234, status: 'PAID' },
    };
    expect(await rulesOf(await post({ ...informal, ...wrong }))).toEqual([
      '/authentication/level choice',
      '/payment/amount type',
      '/payment/status choice',
    ]);
  });

  it('is refused where no message has a place for it', async () => {
    const body = sampleSubmission({ applicant: person, representative: person });
    expect(await rulesOf(await post(body))).toEqual(['/applicant not-supported', '/representative not-supported']);
  });

  it('is told all that is wrong with it, in its own place', async () => {
    const applicant = {
      person: { familyName: 'M1', givenname: 'Erika', birthDate: '31.1.1990' },
      contacts: [{ channel: 1 }],
    };
    expect(await rulesOf(await post({ ...informal, applicant }))).toEqual([
      '/applicant/contacts/0/channel type',
      '/applicant/contacts/0/id required',
      '/applicant/person/givenNames required',
      '/applicant/person/givenname unknown-field',
    ]);
    const later = { person: { familyName: 'M1', givenNames: 'Erika', birthDate: '31.1.1990' } };
    expect(await rulesOf(await post({ ...informal, applicant: later }))).toEqual([
      '/applicant/person/birthDate date',
      '/applicant/person/familyName character',
    ]);
  });
});

describe('files', () => {
  const half = Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(6 * 1024 * 1024 - 9)]);
  async function upload(content: Uint8Array): Promise<string> {
    const headers = { 'content-type': 'application/pdf' };
    const response = await house.call('/v1/attachments?name=01_Lageplan.pdf', {
      key,
      method: 'POST',
      body: content,
      headers,
    });
    return ((await response.json()) as { id: string }).id;
  }

  it('are in the message where they are small', async () => {
    const id = await upload(Buffer.from('%PDF'));
    const documents = [{ kind: 'Lageplan', file: id }];
    const xml = await xmlOf({ ...permit, attachments: [{ id }], data: { ...permit.data, documents } });
    expect(xml).toContain(`<ant:datei>${id}</ant:datei>`);
    expect(xml).toContain('<ant:groesse>4</ant:groesse>');
    expect(xml).toContain('<ant:inhalt>JVBERg==</ant:inhalt>');
  });

  it('are named where they are large, and the office fetches them with the key of its destination', async () => {
    const ids = [await upload(half), await upload(half)];
    const attachments = ids.map((id) => ({ id, label: 'Plan' }));
    const response = await post({ ...permit, attachments });
    expect(response.status).toBe(202);
    const { id, message } = (await response.json()) as { id: string; message: { uuid: string } };
    const stored = await house.call(`/v1/submissions/${id}/messages/${message.uuid}`, { key });
    const xml = await stored.text();
    expect(xml).not.toContain('<ant:inhalt>');
    expect(xml.match(/<ant:groesse>6291456</g)).toHaveLength(2);
    expect(xml).toContain(createHash('sha512').update(half).digest('hex'));

    const path = `/v1/attachments/${ids[0]}`;
    const fetched = await house.call(path, { key: await house.key('vendor', 'kreis-antraege') });
    expect(fetched.status).toBe(200);
    expect(Object.fromEntries(fetched.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '6291456',
      'content-disposition': "attachment; filename*=UTF-8''01_Lageplan.pdf",
    });
    expect(Buffer.from(await fetched.arrayBuffer()).equals(half)).toBe(true);

    expect((await house.call(path, { key: await house.key('vendor', 'leer-antraege') })).status).toBe(404);
    expect((await house.call(path, { key })).status).toBe(403);
    expect(
      (await house.call('/v1/attachments/no-id', { key: await house.key('vendor', 'kreis-antraege') })).status,
    ).toBe(404);
  });

  it('that wait for their submission are nobody’s yet', async () => {
    const id = await upload(Buffer.from('%PDF'));
    expect(
      (await house.call(`/v1/attachments/${id}`, { key: await house.key('vendor', 'kreis-antraege') })).status,
    ).toBe(404);
  });

  it('that are large are refused where the office cannot fetch them', async () => {
    const attachments = [{ id: await upload(half) }, { id: await upload(half) }];
    expect(await rulesOf(await post({ ...permit, region: '034570013013', attachments }))).toEqual([
      '/attachments attachments-too-large',
    ]);
  });

  it('that a field names have to come with the submission', async () => {
    const id = await upload(Buffer.from('%PDF'));
    const documents = [{ kind: 'Lageplan', file: id }];
    expect(await rulesOf(await post({ ...permit, data: { ...permit.data, documents } }))).toEqual([
      '/data/documents/0/file zustellwerk-antrag-0001-datei',
    ]);
  });

  it('are no more than the form takes', async () => {
    const attachments = Array.from({ length: 21 }, () => ({ id: 'x' }));
    expect(await rulesOf(await post({ ...informal, attachments }))).toContain('/attachments too-many');
  });
});
