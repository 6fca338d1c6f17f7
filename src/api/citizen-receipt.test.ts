import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOfPdf } from '../testing/pdf-text.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

let house: TestGateway;
let portal: string;
beforeAll(async () => {
  house = await openTestGateway({ now: () => new Date('2026-11-25T20:15:30Z') });
  await house.gateway.worker.stop(0);
  portal = await house.key('portal', 'kreisportal');
});
afterAll(() => house[Symbol.asyncDispose]());

async function submit(body: Record<string, unknown>): Promise<string> {
  const response = await house.call('/v1/submissions', { key: portal, body });
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
}
const receipt = (id: string, query = '', key = portal, headers = {}) =>
  house.call(`/v1/submissions/${id}/receipt${query}`, { key, headers });

interface Receipt {
  readonly number: string;
  readonly summary: { groups: string[]; label: string; value: string }[];
}
const linesOf = ({ summary }: Receipt) =>
  summary.map(({ groups, label, value }) => `${[...groups, label].join(' › ')}: ${value}`);

describe("the citizen's receipt", () => {
  it('tells number, time, office and all that was submitted', async () => {
    const id = await submit(sampleSubmission({ reference: 'A-2026-17' }));
    const response = await receipt(id);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = (await response.json()) as Receipt;
    expect(body).toMatchObject({
      number: expect.stringMatching(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/),
      submission: id,
      receivedAt: '2026-11-25T20:15:30.000Z',
      receivedAtText: '25. November 2026 um 21:15:30 MEZ',
      service: 'Meldebescheinigung',
      authority: 'Stadt Leer (Ostfriesland)',
      portal: house.gateway.network.config.portals[0]?.name,
      reference: 'A-2026-17',
      files: [],
      note: expect.stringContaining('§ 9a Absatz 4 des Onlinezugangsgesetzes'),
    });
    expect(linesOf(body)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/Familienname: Mustermann$/),
        expect.stringMatching(/12\.05\.1990$/),
        expect.stringMatching(/Strasse: Musterstraße$/),
      ]),
    );
    const english = await receipt(id, '?language=en');
    expect(await english.json()).toMatchObject({
      number: body.number,
      receivedAtText: '25 November 2026 at 21:15:30 CET',
      note: expect.stringContaining('section 9a (4)'),
    });
  });

  it('is also a PDF, with its font embedded and nothing fetched', async () => {
    const id = await submit(
      sampleSubmission({
        data: {
          person: { familyName: 'Łęcki-Şahin', givenNames: 'Željka Ŏ', birthDate: '1990-05-12' },
          address: { street: 'Musterstraße', houseNumber: '12', postalCode: '26789' },
          certificate: { delivery: '01' },
        },
      }),
    );
    const { number } = (await (await receipt(id)).json()) as Receipt;
    const answers = [
      await receipt(id, '?format=pdf'),
      await receipt(id, '', portal, { accept: 'application/pdf', 'accept-language': 'en' }),
    ];
    const texts = await Promise.all(
      answers.map(async (answer) => {
        expect(answer.headers.get('content-type')).toBe('application/pdf');
        const pdf = Buffer.from(await answer.arrayBuffer());
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        expect(pdf.includes('/FontFile2')).toBe(true);
        return textOfPdf(pdf);
      }),
    );
    expect(answers[0]?.headers.get('content-disposition')).toBe(
      `attachment; filename="Eingangsbest-tigung-${number}.pdf"`,
    );
    for (const text of texts) {
      for (const expected of [number, id, 'Łęcki-Şahin', 'Željka Ŏ', '12.05.1990', 'Meldebescheinigung']) {
        expect(text).toContain(expected);
      }
    }
    expect(texts[0]).toContain('Eingegangen am25. November 2026 um 21:15:30 MEZ');
    expect(texts[0]).toContain('Seite 1 von 1');
    expect(texts[1]).toContain('Confirmation of receipt');
    expect(texts[1]).toContain('Page 1 of 1');
  });

  it("names a form's fields by the form's own words, the applicant and the files", async () => {
    const fixture = JSON.parse(readFileSync('fixtures/hundesteuer-anmeldung/native-two-dogs.json', 'utf8'));
    const upload = await house.call('/v1/attachments?name=impfpass.pdf', {
      key: portal,
      body: '%PDF-1.7',
      headers: { 'content-type': 'application/pdf' },
    });
    const file = (await upload.json()) as { id: string; sha512: string };
    const id = await submit({ ...fixture.request, attachments: [{ id: file.id }] });
    const body = (await (await receipt(id)).json()) as Receipt;
    expect(body).toMatchObject({ files: [{ name: 'impfpass.pdf', size: 8, sha512: file.sha512 }] });
    const lines = linesOf(body);
    expect(lines).toHaveLength(22);
    expect(lines).toEqual(
      expect.arrayContaining([
        'Antragsteller › Natuerliche Person › Familienname: Mustermann',
        'Antragsteller › Erreichbarkeit › Kanal: E-Mail',
        'Hunde 1 › Gefährlicher Hund nach Landesrecht: nein',
        'Hunde 2 › Name des Hundes: Ćiro',
        'Hunde 2 › Gehalten seit: 01.11.2026',
        'Befreiung oder Ermäßigung › Grund: anderer Grund',
      ]),
    );
    const pdf = textOfPdf(Buffer.from(await (await receipt(id, '?format=pdf')).arrayBuffer()));
    for (const { label, value } of body.summary) for (const text of [label, value]) expect(pdf).toContain(text);
    expect(pdf).toContain('impfpass.pdf (8 Bytes)');
  });

  it('tells every value of every service that the portal gave', async () => {
    for (const name of ['gewerbe-anmeldung/native-sole-trader', 'kfz-zulassung/neuzulassung']) {
      const { request } = JSON.parse(readFileSync(`fixtures/${name}.json`, 'utf8'));
      const values = linesOf((await (await receipt(await submit(request))).json()) as Receipt).join('\n');
      const { person, persons } = request.data;
      const [{ familyName }] = persons ?? [person ?? { familyName: request.data.holder?.person?.familyName }];
      expect(values).toContain(familyName);
      expect(values).not.toMatch(/undefined|\[object|Nachrichtenkopf/);
    }
  });

  it('is for the portal alone that submitted', async () => {
    const id = await submit(sampleSubmission());
    const other = await house.key('portal', 'formularportal');
    expect((await receipt(id, '', other)).status).toBe(404);
    expect((await receipt('nonsense')).status).toBe(404);
    for (const key of [await house.key('operator', 'anna'), await house.key('vendor', 'leer-meldewesen')]) {
      expect((await receipt(id, '', key)).status).toBe(403);
    }
    expect((await receipt(id, '?format=doc')).status).toBe(400);
  });
});
