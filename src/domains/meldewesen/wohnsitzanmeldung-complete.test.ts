import { expect, it } from 'vitest';
import { completeWohnsitzanmeldung, originInWohnsitzanmeldung } from './wohnsitzanmeldung-complete.ts';

const residence = (street: string, status: string) => ({ address: { street, postalCode: '26789' }, status });
const applicant = {
  name: { familyName: 'Muster', givenNames: false },
  birth: { date: '1988' },
  residences: [residence('Nebenweg', '2'), residence('Hauptweg', '1')],
  newResidenceStatus: '0',
};
const surroundings = { ags: '03457013', attachments: [] };

it('identifies the applicant by the main dwelling, and lets companions share what they do not say', () => {
  const own = { residences: [residence('Eigenweg', '0')], newResidenceStatus: '2' };
  const newResidence = { address: { street: 'Neuweg' } };
  const given = { applicant, partner: {}, children: [own, { newResidenceStatus: '2' }], newResidence };
  const before = structuredClone(given);
  expect(completeWohnsitzanmeldung(given, surroundings)).toEqual({
    applicant,
    identification: {
      person: { familyName: 'Muster', givenNames: false, birthDate: '1988' },
      address: { street: 'Hauptweg', postalCode: '26789' },
    },
    partner: { residences: applicant.residences, newResidenceStatus: '0' },
    children: [own, { residences: applicant.residences, newResidenceStatus: '2' }],
    newResidence: { address: { municipalityKey: '03457013', street: 'Neuweg' } },
  });
  expect(given).toEqual(before);
});

it('leaves alone what the portal says itself', () => {
  const identification = { person: { familyName: 'Other' } };
  const newResidence = { address: { municipalityKey: '03457014' } };
  expect(completeWohnsitzanmeldung({ applicant, identification, newResidence }, surroundings)).toEqual({
    applicant,
    identification,
    newResidence,
  });
});

it('numbers the lines of a landlord, unless they have numbers', () => {
  const landlords = [{ lines: [{ text: 'a' }, { text: 'b' }, { text: 'c', position: 6 }] }];
  expect(completeWohnsitzanmeldung({ landlords }, surroundings)).toMatchObject({
    landlords: [{ lines: [{ position: 1 }, { position: 2 }, { position: 6 }] }],
  });
});

it.each([
  ['identification.person.familyName', 'applicant.name.familyName'],
  ['identification.person.birthDate', 'applicant.birth.date'],
  ['identification.address.street', 'applicant.residences.1.address.street'],
  ['partner.residences.0.address.street', 'applicant.residences.0.address.street'],
  ['partner.newResidenceStatus', 'applicant.newResidenceStatus'],
  ['partner.sex', 'partner.sex'],
  ['children.0.residences.0.status', 'children.0.residences.0.status'],
  ['children.1.residences.0.status', 'applicant.residences.0.status'],
  ['documents.landlordConfirmation.content', 'documents.landlordConfirmation.attachment'],
  ['newResidence.movedIn', 'newResidence.movedIn'],
])('%s stands with the portal at %s', (completed, given) => {
  const data = { applicant, partner: {}, children: [{ residences: [] }, {}] };
  const path = completed.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  expect(originInWohnsitzanmeldung(path, data).join('.')).toBe(given);
});

it('asks for the identification itself where only secondary dwellings are given', () => {
  const data = { applicant: { ...applicant, residences: [residence('Nebenweg', '2')] } };
  const path = ['identification', 'address', 'street'];
  expect(originInWohnsitzanmeldung(path, data)).toEqual(path);
});
