import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';

/** Files of a registration (1704): each has a place of its own in the message, and the data say which. */

let house: TestGateway;
let key: string;

beforeAll(async () => {
  house = await openTestGateway();
  await house.gateway.worker.stop(0);
  key = await house.key('portal', 'kreisportal');
});
afterAll(() => house[Symbol.asyncDispose]());

const pdf = '%PDF-1.7 Wohnungsgeberbestätigung';

async function upload(content: string, mediaType = 'application/pdf'): Promise<string> {
  const response = await house.call('/v1/attachments?name=a.pdf', {
    key,
    body: content,
    headers: { 'content-type': mediaType },
  });
  return ((await response.json()) as { id: string }).id;
}

/** Posts a good registration with other files and a reference of its own. */
function submit(documents: Record<string, { attachment: string }>, ids: readonly string[]) {
  const file = new URL('../../fixtures/wohnsitz-anmeldung/native-single.json', import.meta.url);
  const { request } = JSON.parse(readFileSync(file, 'utf8'));
  const { reference: _, ...rest } = request;
  const body = { ...rest, data: { ...request.data, documents }, attachments: ids.map((id) => ({ id })) };
  return house.call('/v1/submissions', { key, body });
}

async function faultsOf(response: Response): Promise<string[]> {
  expect(response.status).toBe(422);
  const { errors } = (await response.json()) as { errors: { pointer: string; rule: string }[] };
  return errors.map(({ pointer, rule }) => `${pointer} ${rule}`);
}

it('stand in the message where the data put them', async () => {
  const [confirmation, declaration] = [await upload(pdf), await upload('%PDF-1.4 main')];
  const response = await submit(
    { mainResidenceDeclaration: { attachment: declaration }, landlordConfirmation: { attachment: confirmation } },
    [declaration, confirmation],
  );
  expect(response.status).toBe(202);
  const { id, message } = (await response.json()) as { id: string; message: { uuid: string; type: string } };
  expect(message.type).toBe('1704');
  const xml = await (await house.call(`/v1/submissions/${id}/messages/${message.uuid}`, { key })).text();
  const textOf = (name: string) =>
    Buffer.from(new RegExp(`<xmeld:${name}>([^<]*)<`).exec(xml)?.[1] ?? '', 'base64').toString();
  expect(textOf('wohnungsgeberbestaetigung')).toBe(pdf);
  expect(textOf('bestimmungDerHauptwohnung')).toBe('%PDF-1.4 main');
});

it('are refused where the data name another file, none, or one that is no PDF', async () => {
  const id = await upload(pdf);
  expect(await faultsOf(await submit({ landlordConfirmation: { attachment: 'other' } }, [id]))).toEqual([
    '/data/documents/landlordConfirmation/attachment xmeld-1704-attachment-given',
    '/attachments/0 xmeld-1704-attachment-placed',
  ]);
  const text = await upload('Sehr geehrte Damen und Herren', 'text/plain');
  expect(await faultsOf(await submit({ landlordConfirmation: { attachment: text } }, [text]))).toEqual([
    '/data/documents/landlordConfirmation/attachment xmeld-1704-pdf',
  ]);
});
