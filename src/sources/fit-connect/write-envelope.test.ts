import { describe, expect, it } from 'vitest';
import { safeFileName } from './file-name.ts';
import type { OfferedService } from './source.ts';
import { writeEnvelope } from './write-envelope.ts';

const attachmentId = '0b5ad3a7-0f0c-4b2a-9c3b-1c2f3f4a5b6c';
const hash = { type: 'sha512', content: '' } as const;
const offered: OfferedService = {
  leika: '99003002022000',
  service: 'generischer-antrag',
  act: 'apply',
  profile: 'native',
  leaveOut: ['form'],
};

function write(data: unknown, change: Partial<OfferedService> = {}, metadata: Record<string, unknown> = {}) {
  const file = (purpose: 'form' | 'attachment', id: string) => ({
    entry: { attachmentId: id, hash, purpose, mimeType: 'application/pdf', filename: 'Plan.pdf' },
    content: { id: 'our-id', name: 'Plan.pdf', mediaType: 'application/pdf', size: 1, sha512: '' },
    size: 1,
  });
  const opened = {
    submissionId: 'remote',
    caseId: 'case',
    destinationId: 'destination',
    state: 'submitted',
    metadata: { contentStructure: { attachments: [] }, ...metadata },
    metadataVersion: '2.1.0',
    data: { content: Buffer.from(JSON.stringify(data)), mimeType: 'application/json', schemaUri: 'x' },
    attachments: [file('form', 'x'), file('attachment', attachmentId)],
    authenticationTags: { metadata: '', attachments: {} },
  } as const;
  return writeEnvelope(opened, { ...offered, ...change }, { region: '034570013013' }, { acts: [], now: new Date() });
}

describe('the envelope', () => {
  it('holds data, region of the authority, reference and files', () => {
    expect(write({ a: 1 })).toEqual({
      serviceId: 'generischer-antrag',
      act: 'apply',
      region: '034570013013',
      profile: 'native',
      reference: 'remote',
      data: { a: 1 },
      attachments: [{ id: 'our-id', label: 'Plan.pdf' }],
    });
  });

  it('takes region, applicant and data from where the settings say', () => {
    const pointers = { regionAt: '/ort/ags', dataAt: '/daten', applicantAt: '/wer' };
    expect(write({ ort: { ags: '03457014' }, daten: { b: 2 }, wer: { person: {} } }, pointers)).toMatchObject({
      region: '03457014',
      data: { b: 2 },
      applicant: { person: {} },
    });
    expect(write({ daten: 'text' }, pointers)).toBeUndefined();
  });

  it('hands on what the account signed, and says no level', () => {
    const authenticationInformation = [{ type: 'identificationReport', version: '1.0.0', content: 'a.b.c' }];
    expect(write({}, {}, { authenticationInformation })).toMatchObject({
      authentication: {
        method: 'identificationReport',
        identificationReport: { version: '1.0.0', content: 'a.b.c' },
      },
    });
  });

  it('has the e-mail address to answer to as a contact of the applicant who has none', () => {
    const metadata = { replyChannel: { eMail: { address: 'erika@muster.example' } } };
    const contact = { channel: '01', id: 'erika@muster.example' };
    const of = (applicant: object) => write({ wer: applicant }, { applicantAt: '/wer' }, metadata)?.applicant;
    const phone = { channel: '02', id: '0491 1' };
    expect(of({ person: {}, contacts: [phone] })).toEqual({ person: {}, contacts: [phone, contact] });
    expect(of({ contacts: [{ channel: '01', id: 'own' }] })).toEqual({ contacts: [{ channel: '01', id: 'own' }] });
    expect(write({ a: 1 }, {}, metadata)).not.toHaveProperty('applicant');
  });

  it('names files in the data as they are named here', () => {
    expect(write({ plans: [{ file: attachmentId.toUpperCase() }] })).toMatchObject({
      data: { plans: [{ file: 'our-id' }] },
    });
  });
});

it.each([
  ['Plan.pdf', 'Plan.pdf'],
  ['../../etc/passwd', '.._.._etc_passwd'],
  [' a\u0000b\n.pdf ', 'a_b_.pdf'],
  ['Ä ş 漢.pdf', 'Ä ş _.pdf'],
  [undefined, 'Anlage.pdf'],
  ['   ', 'Anlage.pdf'],
  ['x'.repeat(300), 'x'.repeat(255)],
])('a file called %j is %j here', (given, expected) => expect(safeFileName(given, 'application/pdf')).toBe(expected));
