import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

let house: TestGateway;
let key: string;
let formKey: string;
let operatorKey: string;

beforeAll(async () => {
  house = await openTestGateway();
  // What is accepted stays as it is while these tests look at it.
  await house.gateway.worker.stop(0);
  key = await house.key('portal', 'kreisportal');
  formKey = await house.key('portal', 'formularportal');
  operatorKey = await house.key('operator', 'anna');
});
afterAll(() => house[Symbol.asyncDispose]());

const submit = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  house.call(`/v1/submissions${query}`, { key, body, headers });

const tables = ['submission', 'message', 'delivery', 'event', 'attachment'] as const;
async function countRows(): Promise<number[]> {
  const { pool } = house.gateway.database;
  return Promise.all(
    tables.map(async (table) => Number((await pool.query(`select count(*) from ${table}`)).rows[0].count)),
  );
}

interface Accepted {
  readonly id: string;
  readonly message: { readonly uuid: string };
}

async function acceptedOf(response: Response): Promise<Accepted> {
  expect(response.status).toBe(202);
  return (await response.json()) as Accepted;
}

/** `pointer rule` of each fault. */
async function faultsOf(response: Response): Promise<string[]> {
  const { errors } = (await response.json()) as { errors: { pointer: string; rule: string }[] };
  return errors.map(({ pointer, rule }) => `${pointer} ${rule}`);
}

describe('rules above the schema that only warn', () => {
  const elsewhere = sampleSubmission({
    data: {
      person: { familyName: 'Mustermann', givenNames: 'Erika', birthDate: '1990-05-12' },
      address: { municipalityKey: '03457014', street: 'Musterstraße', houseNumber: '12', postalCode: '26789' },
      certificate: { delivery: '01' },
    },
  });

  it.each(['', '?dryRun=true'])('are told with id and field, and the submission is taken: %s', async (query) => {
    const response = await submit(elsewhere, { 'accept-language': 'en' }, query);
    expect(response.status).toBe(query === '' ? 202 : 200);
    expect(((await response.json()) as { warnings: unknown }).warnings).toEqual([
      {
        pointer: '/data/address/municipalityKey',
        rule: 'xmeld-1700-leser-ags',
        detail: expect.stringMatching(/^A rule of the message is broken: The municipality key of the address is/),
      },
    ]);
  });
});

describe('accepting', () => {
  it('answers 202 with a place, a destination and the message that is already built', async () => {
    const response = await submit(sampleSubmission({ reference: 'A-1' }));
    expect(response.status).toBe(202);
    const body = await acceptedOf(response);
    expect(body).toEqual({
      id: expect.any(String),
      state: 'received',
      receivedAt: expect.any(String),
      destination: { id: 'leer-meldewesen', name: 'Leer, Meldewesen' },
      message: { standard: 'xmeld', version: '26.11', type: '1700', uuid: expect.any(String) },
      choice: { common: ['xmeld/26.11/1700'], why: 'The only message that both know; valid from 2026-11-01.' },
    });
    expect(response.headers.get('location')).toBe(`/v1/submissions/${body.id}`);
    const xml = await house.call(`/v1/submissions/${body.id}/messages/${body.message.uuid}`, { key });
    expect(await xml.text()).toContain(`<nachrichtenUUID>${body.message.uuid}</nachrichtenUUID>`);
  });

  it('is one SQL statement', async () => {
    const { pool } = house.gateway.database;
    const query = pool.query;
    let statements = 0;
    pool.query = ((...args: Parameters<typeof query>) => {
      statements += 1;
      return Reflect.apply(query, pool, args);
    }) as typeof query;
    await submit(sampleSubmission());
    pool.query = query;
    expect(statements).toBe(1);
  });

  it('stores nothing of a dry run, and shows the XML', async () => {
    const before = await countRows();
    const response = await submit(sampleSubmission(), {}, '?dryRun=true');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      dryRun: true,
      xml: expect.stringContaining('<name>Mustermann</name>'),
      destination: { id: 'leer-meldewesen' },
      trace: {
        elements: expect.arrayContaining([
          {
            xpath: expect.stringMatching(/familienname\.unstrukturiert\/name$/),
            origin: 'portal',
            pointers: ['/data/person/familyName'],
          },
        ]),
        fields: expect.arrayContaining([
          {
            pointer: '/data/person/familyName',
            xpaths: [expect.stringMatching(/familienname\.unstrukturiert\/name$/)],
          },
        ]),
      },
    });
    expect(await countRows()).toEqual(before);
  });

  it('takes a LeiKa key that means one service', async () => {
    expect((await submit(sampleSubmission({ serviceId: '99115003012000' }))).status).toBe(202);
  });
});

describe('sending once', () => {
  it('repeats the first answer for the same key and bytes, and refuses other bytes', async () => {
    const headers = { 'idempotency-key': 'once-1' };
    const first = await submit(sampleSubmission(), headers);
    const again = await submit(sampleSubmission(), headers);
    expect([first.status, again.status]).toEqual([202, 202]);
    const firstBody = await acceptedOf(first);
    expect(await again.json()).toEqual(firstBody);
    const other = await submit(sampleSubmission({ reference: 'other' }), headers);
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ type: '/problems/key-reused', submission: firstBody.id });
  });

  it('lets concurrent twins wait for the first one', async () => {
    const before = await countRows();
    const twins = await Promise.all(
      Array.from({ length: 10 }, () => submit(sampleSubmission(), { 'idempotency-key': 'twins' })),
    );
    const bodies = await Promise.all(twins.map((response) => response.json()));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect((await countRows())[0]).toBe((before[0] ?? 0) + 1);
  });

  it('uses up no key by a refusal', async () => {
    const headers = { 'idempotency-key': 'refused-first' };
    const before = await countRows();
    expect((await submit(sampleSubmission({ region: '034570013014' }), headers)).status).toBe(422);
    expect(await countRows()).toEqual(before);
    expect((await submit(sampleSubmission(), headers)).status).toBe(202);
  });

  it('refuses a reference that was used, without a key, and names the first', async () => {
    const first = await acceptedOf(await submit(sampleSubmission({ reference: 'R-1' })));
    const second = await submit(sampleSubmission({ reference: 'R-1' }));
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({ type: '/problems/reference-used', submission: first.id });
    expect((await submit(sampleSubmission({ reference: 'R-1' }), { 'idempotency-key': 'deliberate' })).status).toBe(
      202,
    );
  });
});

describe('refusing', () => {
  it('finds everything at once, in the envelope and in the data', async () => {
    const body = sampleSubmission({
      callback: { url: 'https://elsewhere.example' },
      payment: {},
      data: { person: { familyName: 'M\u2013', birthDate: '2999-01-01' }, address: { postalCode: '1' } },
    });
    expect(new Set(await faultsOf(await submit(body)))).toEqual(
      new Set([
        '/callback callback-not-allowed',
        '/payment/transactionId required',
        '/payment/amount required',
        '/payment/currency required',
        '/payment/method required',
        '/payment/at required',
        '/payment/status required',
        '/data/person/familyName character',
        '/data/person/birthDate date-in-future',
        '/data/person/givenNames choice',
        '/data/address/street required',
        '/data/address/postalCode postal-code',
        '/data/certificate/delivery required',
      ]),
    );
  });

  it('points into the fields of a foreign profile', async () => {
    const data = {
      antragsteller: { familienname: 'X\u{1F600}', vornamen: 'Y', geburtsdatum: '31.02.1990' },
      anschrift: { strasse: 'Weg', hausnummer: '1', plz: '00123' },
    };
    const response = await house.call('/v1/submissions', {
      key: formKey,
      body: sampleSubmission({ profile: 'formularserver', data }),
    });
    expect(new Set(await faultsOf(response))).toEqual(
      new Set([
        '/data/antragsteller/familienname character',
        '/data/antragsteller/geburtsdatum not-convertible',
        '/data/anschrift/plz postal-code',
        '/data/bescheinigung/zustellung required',
      ]),
    );
  });

  it.each([
    [
      { serviceId: '99115005104000' },
      '/serviceId service-ambiguous',
      { candidates: expect.arrayContaining(['umzug-voranmelden']) },
    ],
    [
      { serviceId: 'meldebescheinigng' },
      '/serviceId service-unknown',
      { nearest: expect.arrayContaining(['meldebescheinigung']) },
    ],
    [
      { region: '034570013014' },
      '/region region-unknown',
      { nearest: expect.arrayContaining([expect.stringContaining('034570013013')]) },
    ],
    [
      { region: '034575402000' },
      '/region region-not-municipal',
      { candidates: expect.arrayContaining(['034575402010 (Hesel)']) },
    ],
    [{ region: '034570002002' }, '/region no-route', {}],
    [{ profile: 'formularserver' }, '/profile profile-not-allowed', { candidates: ['native'] }],
    [{ profile: 'nativ' }, '/profile profile-unknown', { nearest: ['native'] }],
    [{ act: 'prefill' }, '/act act-unknown', { candidates: ['apply'] }],
    [
      { serviceId: 'wohnsitz-anmeldung', act: 'aply' },
      '/act act-unknown',
      { candidates: ['apply', 'prefill', 'confirm'] },
    ],
    [{ serviceId: 'wohnsitz-anmeldung', region: '034570014014' }, '/serviceId link-out', {}],
    [{ serviceId: 'fuehrungszeugnis' }, '/serviceId link-out', {}],
  ])('%j: %s', async (change, expected, extra) => {
    const response = await submit(sampleSubmission(change));
    expect(response.status).toBe(422);
    const { errors } = (await response.clone().json()) as { errors: object[] };
    expect(errors[0]).toMatchObject(extra);
    expect(await faultsOf(response)).toEqual([expected]);
  });

  it.each([
    [
      { serviceId: 'kfz-zulassung', region: '034540032032', act: 'neuzulassung' },
      {
        way: 'link-out',
        name: 'i-Kfz-Portal des Landkreises Emsland',
        url: 'https://ikfz.landkreis-emsland.example/',
      },
      'sondern in einem anderen Portal: „i-Kfz-Portal des Landkreises Emsland“, https://ikfz.landkreis-emsland.example/.',
      'but in another portal: "i-Kfz-Portal des Landkreises Emsland", https://ikfz.landkreis-emsland.example/.',
    ],
    [
      { serviceId: 'wohngeld' },
      { way: 'efa', id: 'wohngeld-online', name: 'Wohngeld (Einer für Alle)', url: 'https://wohngeld.example/' },
      'im bundesweiten Onlinedienst „Wohngeld (Einer für Alle)“, https://wohngeld.example/ beantragt',
      'in the nationwide online service "Wohngeld (Einer für Alle)", https://wohngeld.example/;',
    ],
  ])(
    '%j: names the link, for people and for machines, whatever the data are',
    async (change, link, german, english) => {
      const [inGerman, inEnglish] = await Promise.all(
        ['de', 'en'].map(async (language) => {
          const response = await submit(sampleSubmission(change), { 'accept-language': language });
          expect(response.status).toBe(422);
          return (await response.json()) as { link: object; errors: { detail: string }[] };
        }),
      );
      for (const body of [inGerman, inEnglish]) {
        expect(body).toMatchObject({ link, errors: [{ pointer: '/serviceId', rule: link.way }] });
      }
      expect(inGerman?.errors[0]?.detail).toContain(german);
      expect(inEnglish?.errors[0]?.detail).toContain(english);
    },
  );

  it('lets only the portals of a route in, and names the acts', async () => {
    const { request } = JSON.parse(await readFile('fixtures/kfz-zulassung/adressaenderung.json', 'utf8'));
    const { reference: _, ...vehicle } = request;
    const dryRun = (body: object, from: string) => house.call('/v1/submissions?dryRun=true', { key: from, body });
    const approved = (await (await dryRun(vehicle, key)).json()) as { xml: string };
    expect(approved).toMatchObject({ dryRun: true, destination: { id: 'kreis-kfz' } });
    // The DVDV has no prefix for vehicle registration: the destination names its reader itself.
    expect(approved.xml).toContain('<kennung>dbs:sample-kreis-kfz</kennung>');
    const other = await dryRun({ ...vehicle, profile: 'formularserver' }, formKey);
    expect(await other.json()).toMatchObject({ link: { name: 'i-Kfz-Portal des Landkreises Leer' } });
    // Whoever may submit here and mistypes the act hears of the act, not of the link for all others.
    for (const act of ['stilllegung', undefined]) {
      expect(await (await dryRun({ ...vehicle, act }, key)).json()).toMatchObject({
        errors: [{ pointer: '/act', rule: 'act-unknown', candidates: expect.arrayContaining(['neuzulassung']) }],
      });
    }
  });

  it('names the other portal without an address where nobody has said which', async () => {
    const elsewhere = { serviceId: 'kfz-zulassung', act: 'neuzulassung', region: '034530004004' };
    const response = await submit(sampleSubmission(elsewhere), { 'accept-language': 'en' });
    const { link, errors } = (await response.json()) as { link: object; errors: { rule: string }[] };
    expect(errors.map(({ rule }) => rule)).toEqual(['link-out']);
    expect(link).toEqual({ way: 'link-out', name: 'i-Kfz-Portal der Zulassungsbehörde' });
  });

  it('speaks the language of the caller', async () => {
    const spoken = async (language: string) => {
      const response = await submit(sampleSubmission({ profile: 'x' }), { 'accept-language': language });
      return (await response.json()) as { title: string };
    };
    expect((await spoken('en-GB,en;q=0.9')).title).toBe('The submission cannot be delivered as it is');
    expect((await spoken('fr')).title).toBe('Die Einreichung kann so nicht zugestellt werden');
  });
});

describe('what is no submission', () => {
  it.each([
    ['{"a": 1,\n  "b": Geheim}', 2, 8],
    ['{"a": "Geheim', 1, 7],
    ['', 1, 1],
    ['Geheim', 1, 1],
  ])('is told where it is wrong, without an echo: %j', async (body, line, column) => {
    const response = await submit(body);
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ type: '/problems/malformed-json', line, column });
    expect(text).not.toContain('Geheim');
  });

  it('is too large, with and without a length', async () => {
    const large = 'x'.repeat(3 * 1024 * 1024);
    expect((await submit(`"${large}"`, { 'content-length': String(large.length + 2) })).status).toBe(413);
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    expect((await submit(stream)).status).toBe(413);
    expect((await submit(`${'['.repeat(100)}${']'.repeat(100)}`)).status).toBe(413);
  });

  it('is not JSON', async () => {
    expect((await submit('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await submit('{}', { 'content-type': 'application/json; charset=iso-8859-1' })).status).toBe(415);
  });

  it.each([
    ['null', 422],
    ['[]', 422],
    ['"x"', 422],
    ['{}', 422],
    [JSON.stringify(sampleSubmission({ reference: 'a\u0000b' })), 422],
    [JSON.stringify(sampleSubmission({ region: '\u0000' })), 422],
    [JSON.stringify(sampleSubmission({ serviceId: '\ud800' })), 422],
    [JSON.stringify(sampleSubmission({ data: { person: '\u0000' } })), 422],
    [
      JSON.stringify(sampleSubmission()).replace(
        '"familyName":"Mustermann"',
        '"familyName":"\\ud800\\u0000","__proto__":{"a":1}',
      ),
      422,
    ],
    [JSON.stringify(sampleSubmission()).replace('"data":{', '"constructor":1,"data":{"toString":2,'), 422],
  ])('never breaks anything: %j', async (body, status) => expect((await submit(body)).status).toBe(status));
});

describe('who may what', () => {
  it('needs a valid key', async () => {
    for (const wrong of [
      undefined,
      'x',
      `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
      key.replace('portal', 'operator'),
    ]) {
      const response = await house.call('/v1/submissions', wrong === undefined ? {} : { key: wrong });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('is a matter of the role', async () => {
    expect((await house.call('/v1/submissions', { key: operatorKey, body: sampleSubmission() })).status).toBe(403);
    const redrive = { key, body: { reason: 'x' } };
    expect((await house.call('/v1/deliveries/00000000-0000-4000-8000-000000000000/redrive', redrive)).status).toBe(403);
  });

  it('gives the same answer for what is foreign and what is missing', async () => {
    const { id, message } = await acceptedOf(await submit(sampleSubmission()));
    const missing = '00000000-0000-4000-8000-000000000000';
    for (const path of ['', '/events', '/messages', `/messages/${message.uuid}`]) {
      const answers = await Promise.all(
        [id, missing, 'no-uuid'].map(async (each) => {
          const response = await house.call(`/v1/submissions/${each}${path}`, { key: formKey });
          const { instance: _, ...body } = (await response.json()) as Record<string, unknown>;
          return { status: response.status, headers: [...response.headers], body };
        }),
      );
      expect(answers[0]).toEqual({
        status: 404,
        headers: expect.anything(),
        body: { type: '/problems/not-found', title: 'Nicht gefunden', status: 404 },
      });
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect((await house.call(`/v1/submissions/${id}${path}`, { key: operatorKey })).status).toBe(200);
    }
    const listed = (await (await house.call('/v1/submissions', { key: formKey })).json()) as {
      submissions: { id: string }[];
    };
    expect(listed.submissions.map((each) => each.id)).not.toContain(id);
  });

  it('lets a vendor see what goes to its destination', async () => {
    const { id } = await acceptedOf(await submit(sampleSubmission()));
    const own = await house.key('vendor', 'leer-meldewesen');
    const other = await house.key('vendor', 'leer-gewerbe');
    expect((await house.call(`/v1/submissions/${id}`, { key: own })).status).toBe(200);
    expect((await house.call(`/v1/submissions/${id}`, { key: other })).status).toBe(404);
    const { destinations } = (await (await house.call('/v1/destinations', { key: own })).json()) as {
      destinations: { id: string }[];
    };
    expect(destinations.map((each) => each.id)).toEqual(['leer-meldewesen']);
  });
});

describe('listing', () => {
  it('pages through everything once, the newest first', async () => {
    const all: { id: string; receivedAt: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const response = await house.call(`/v1/submissions?limit=3${cursor && `&cursor=${cursor}`}`, { key });
      const page = (await response.json()) as { submissions: typeof all; next: string | null };
      all.push(...page.submissions);
      cursor = page.next;
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(
      [...all].sort((a, b) => b.receivedAt.localeCompare(a.receivedAt)).map(({ receivedAt }) => receivedAt),
    ).toEqual(all.map(({ receivedAt }) => receivedAt));
    expect(all.length).toBeGreaterThan(5);
  });

  it('filters, and refuses filters that make no sense', async () => {
    const listed = async (query: string) =>
      (await house.call(`/v1/submissions?${query}`, { key })).json() as Promise<{
        submissions: { reference: string }[];
      }>;
    expect((await listed('reference=A-1')).submissions).toMatchObject([{ reference: 'A-1', state: 'received' }]);
    expect((await listed('state=parked')).submissions).toEqual([]);
    expect((await listed('service=gewerbe-anmeldung')).submissions).toEqual([]);
    expect((await listed('to=2020-01-01T00:00:00Z')).submissions).toEqual([]);
    for (const query of ['state=gone', 'limit=0', 'limit=x', 'cursor=x', 'from=yesterday', 'reference=%00']) {
      expect((await house.call(`/v1/submissions?${query}`, { key })).status, query).toBe(400);
    }
  });
});

it('logs nothing that a citizen wrote', () => {
  expect(house.logged()).not.toMatch(/Mustermann|Musterstra|Geheim/);
});
