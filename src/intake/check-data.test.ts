import { expect, it } from 'vitest';
import { findAct } from '../domains/index.ts';
import type { EmbeddedAttachment } from '../domains/service.ts';
import type { Head } from '../messages/head-g2g.ts';
import { checkData } from './check-data.ts';
import { completeContent } from './content.ts';
import { toData } from './profile.ts';
import type { Profile } from './profile-table.ts';

const native: Profile = { id: 'native', title: { de: '', en: '' }, services: {}, fallback: 'identity' };
const head: Head = {
  uuid: '5d0c9a52-7e1d-4b7e-9a61-0d5a5f0e2c12',
  createdAt: '2026-11-25T08:15:30.123+01:00',
  reader: { kennung: 'ags:03457013', name: 'Stadt Leer' },
  author: {
    kennung: 'test:portal',
    name: 'Landkreis Leer',
    reachability: [{ channel: '09', id: 'https://portal.example' }],
    address: { street: 'Bergmannstraße', postalCode: '26789', city: 'Leer' },
  },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
};

function check(serviceId: string, data: unknown, attachments: readonly EmbeddedAttachment[] = [], own = head) {
  const act = findAct(serviceId, 'apply');
  const message = act?.messages[0];
  if (!act || !message) throw new Error('no such act');
  const mapped = toData(native, serviceId, data);
  const content = completeContent(message, mapped.data, own, { ags: '03457013', attachments });
  return checkData({ act, message, mapped, today: '2026-11-25', content, sound: false });
}

const told = (...checked: Parameters<typeof check>) =>
  check(...checked).map(({ pointer, finding }) => `${pointer} ${finding.rule}`);

const person = { familyName: 'Muster', givenNames: 'Test', birthDate: '1990' };
const address = { street: 'Musterweg', postalCode: '26789' };

it('finds nothing in data that are in order', () => {
  expect(told('meldebescheinigung', { person, address, certificate: { delivery: '01' } })).toEqual([]);
});

it('names the missing members of a missing object, not the object', () => {
  expect(told('meldebescheinigung', { person })).toEqual([
    '/data/address/postalCode required',
    '/data/address/street required',
    '/data/certificate/delivery required',
  ]);
});

it('says nothing of the inside of a value of the wrong type', () => {
  expect(told('meldebescheinigung', { person, address: 'Musterweg', certificate: ['01'] })).toEqual([
    '/data/address type',
    '/data/certificate type',
  ]);
});

it('names fields that exclude each other as the portal knows them', () => {
  const findings = check('meldebescheinigung', {
    person: { familyName: 'Muster', birthDate: '1990' },
    address,
    certificate: { delivery: '01' },
  });
  expect(findings).toMatchObject([
    {
      pointer: '/data/person/givenNames',
      finding: { rule: 'choice', params: { names: ['/data/person/givenNames', '/data/person/withoutGivenNames'] } },
    },
  ]);
});

it('asks no rule of a message about data of the wrong shape', () => {
  const applicant = { name: { familyName: 'Muster', givenNames: false, formerFamilyNames: {} } };
  const findings = told('wohnsitz-anmeldung', { applicant });
  expect(findings).toContain('/data/applicant/name/formerFamilyNames type');
  expect(findings).toContain('/data/applicant/birth/date required');
});

it.each([undefined, null, 'text', []])('bears %j for data', (data) => {
  expect(told('meldebescheinigung', data)).toHaveLength(1);
});

it('points at the submission for what is wrong with a file', () => {
  const file = { id: 'a', label: 'x', fileName: 'Führungszeugnis\u{1F600}.pdf', mediaType: 'application/pdf' };
  const attachment = { ...file, sha512: '0'.repeat(128), content: 'AAAA' };
  expect(told('gewerbe-anmeldung', {}, [attachment])).toContain('/attachments/0 character');
});

it('does not mistake a member of the data for a file', () => {
  expect(told('gewerbe-anmeldung', { attachments: [{}] })).toContain('/data/attachments unknown-field');
});

it('takes a fault in our own head for a defect, as no portal can repair it', () => {
  const own = { ...head, author: { ...head.author, name: 'Landkreis Leer \u2013 Portal' } };
  expect(() => check('meldebescheinigung', { person, address }, [], own)).toThrow(
    expect.objectContaining({
      code: 'MESSAGE_DEFECT',
      message: expect.stringContaining('head.author.name (character)'),
    }),
  );
});
