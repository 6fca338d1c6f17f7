import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Head } from '../../messages/head-g2g.ts';
import { checkRules } from '../../messages/message-rule.ts';
import { putAt } from '../../messages/paths.ts';
import type { EmbeddedAttachment } from '../service.ts';
import { meldescheinAbruf1702 } from './xmeld-1702.ts';
import { anmeldung1704 } from './xmeld-1704.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/wohnsitz-anmeldung');

function dataOf(fixture: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(fixtures, `${fixture}.json`), 'utf8')).request.data;
}

const head: Head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: { kennung: 'ags:03457013', name: 'Stadt Leer' },
  author: { kennung: 'mbp:sample', name: 'Portal' },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
};

function file(id: string, content: string): EmbeddedAttachment {
  const base64 = Buffer.from(content).toString('base64');
  return { id, label: id, fileName: id, mediaType: 'application/pdf', sha512: '', content: base64 };
}

const files = [file('confirmation', '%PDF-1.7 landlord'), file('letter', 'Dear office')];

/** Values put into the data of a family, by path; `undefined` takes one away. */
type Changes = Readonly<Record<string, unknown>>;

function changed(fixture: string, changes: Changes): Record<string, unknown> {
  const data = dataOf(fixture);
  for (const [path, value] of Object.entries(changes)) {
    putAt(
      data,
      path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
      value,
    );
  }
  return data;
}

/** `severity id path` of each rule that a family breaks after changes. */
function told(changes: Changes, attachments: readonly EmbeddedAttachment[] = [], fixture = 'native-family'): string[] {
  const data = anmeldung1704.complete(changed(fixture, changes), { ags: '03457013', attachments });
  return checkRules(anmeldung1704.definition, { head, data }, true).map(
    ({ severity, finding }) => `${severity} ${finding.params?.id} ${finding.path.join('.')}`,
  );
}

interface Case {
  readonly rule: string;
  readonly severity?: 'warning';
  readonly breaks: Changes;
  readonly at: string;
  readonly holds: Changes;
  readonly attachments?: readonly EmbeddedAttachment[];
}

const confirmed = { 'documents.landlordConfirmation': { attachment: 'confirmation' } };

const cases: readonly Case[] = [
  {
    rule: 'leser-ags',
    severity: 'warning',
    breaks: { 'newResidence.address.municipalityKey': '03457014' },
    at: 'newResidence.address.municipalityKey',
    holds: { 'newResidence.address.municipalityKey': '03457013' },
  },
  {
    rule: 'moved-in-future',
    breaks: { 'newResidence.movedIn': '2026-11-26' },
    at: 'newResidence.movedIn',
    holds: { 'newResidence.movedIn': '2026-11-25' },
  },
  {
    rule: 'moved-out-given-up',
    breaks: { 'formerResidence.decision': '2', 'formerResidence.movedOut': '2026-11-07' },
    at: 'formerResidence.movedOut',
    holds: { 'formerResidence.decision': '1', 'formerResidence.movedOut': '2026-11-07' },
  },
  {
    rule: 'moved-out-differs',
    breaks: { 'formerResidence.movedOut': '2026-11-01' },
    at: 'formerResidence.movedOut',
    holds: { 'formerResidence.movedOut': '2026-11-02' },
  },
  {
    rule: 'only-of-partner',
    breaks: { partner: undefined },
    at: 'children.1.onlyOfPartner',
    holds: { partner: undefined, 'children.1.onlyOfPartner': undefined },
  },
  {
    rule: 'objection-main-residence',
    severity: 'warning',
    breaks: { 'applicant.newResidenceStatus': '2', 'children.0.objections': undefined },
    at: 'applicant.objections.reasons.1',
    holds: { 'applicant.newResidenceStatus': '1' },
  },
  {
    rule: 'objection-military',
    severity: 'warning',
    breaks: { 'children.0.birth.date': '2008-11-25' },
    at: 'children.0.objections.reasons.0',
    holds: { 'children.0.birth.date': '2008-11-26' },
  },
  {
    rule: 'objection-military',
    severity: 'warning',
    breaks: { 'children.0.nationalities': ['145'] },
    at: 'children.0.objections.reasons.0',
    holds: { 'children.0.nationalities': ['145', '000'], 'children.0.birth.date': '2008' },
  },
  {
    rule: 'former-name-evidence',
    breaks: { 'applicant.name.formerFamilyNames.0.evidence': { authority: 'Standesamt Musterstadt' } },
    at: 'applicant.name.formerFamilyNames.0.evidence',
    holds: { 'applicant.name.formerGivenNames': [{ givenNames: 'Jürgen', evidence: { authority: 'Standesamt' } }] },
  },
  {
    rule: 'eid-card-issue-date',
    breaks: { 'applicant.identityDocuments.1.issuedOn': '2023-01-16' },
    at: 'applicant.identityDocuments.1.issuedOn',
    holds: { 'applicant.identityDocuments.1.type': '09', 'applicant.identityDocuments.1.issuedOn': '2023-01-16' },
  },
  {
    rule: 'block-until',
    breaks: { 'partner.disclosureBlocks': [{ reason: '11' }, { reason: '5', until: '2027-01-01' }] },
    at: 'partner.disclosureBlocks.1.until',
    holds: {
      'partner.disclosureBlocks': [
        { reason: '3', until: '2027-01-01' },
        { reason: '11', until: '2027-01-01' },
      ],
    },
  },
  {
    rule: 'block-reason',
    severity: 'warning',
    breaks: { 'children.0.disclosureBlocks': [{ reason: '1' }] },
    at: 'children.0.disclosureBlocks.0.reason',
    holds: { 'children.0.disclosureBlocks': [{ reason: '3' }] },
  },
  {
    rule: 'attachment-given',
    breaks: { ...confirmed, 'documents.mainResidenceDeclaration': { attachment: 'other' } },
    at: 'documents.mainResidenceDeclaration.attachment',
    holds: { ...confirmed, 'documents.mainResidenceDeclaration': { attachment: 'confirmation' } },
    attachments: files.slice(0, 1),
  },
  {
    rule: 'attachment-placed',
    breaks: confirmed,
    at: 'attachments.1',
    holds: { ...confirmed, 'documents.mainResidenceDeclaration': { attachment: 'letter' } },
    attachments: [...files.slice(0, 1), { ...file('letter', '%PDF-2.0') }],
  },
  {
    rule: 'pdf',
    breaks: { ...confirmed, 'documents.mainResidenceDeclaration': { attachment: 'letter' } },
    at: 'documents.mainResidenceDeclaration.content',
    holds: confirmed,
    attachments: files,
  },
];

describe('rules of 1704 above the schema', () => {
  it.each(cases)('xmeld-1704-$rule: $breaks', ({ rule, severity = 'error', breaks, at, holds, attachments }) => {
    expect(told(breaks, attachments)).toContain(`${severity} xmeld-1704-${rule} data.${at}`);
    expect(told(holds, attachments).filter((line) => line.includes(`xmeld-1704-${rule} `))).toEqual([]);
  });

  it('are broken by none of the good submissions', () => {
    for (const fixture of ['single', 'family', 'secondary', 'legal-representative']) {
      expect(told({}, [], `native-${fixture}`), fixture).toEqual([]);
    }
  });

  it('have a test each, and ids of their own', () => {
    const ids = anmeldung1704.definition.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(cases.map(({ rule }) => `xmeld-1704-${rule}`))).toEqual(new Set(ids));
  });
});

describe('rules of 1702 above the schema', () => {
  const toldOf1702 = (key: string) => {
    const data = meldescheinAbruf1702.complete(changed('native-prefill', { 'address.municipalityKey': key }), {
      ags: '03457013',
      attachments: [],
    });
    return checkRules(meldescheinAbruf1702.definition, { head, data }, true);
  };

  it('warn of an address in another municipality than that of the reader', () => {
    expect(toldOf1702('03457013')).toEqual([]);
    expect(toldOf1702('03457014')).toMatchObject([
      { severity: 'warning', finding: { params: { id: 'xmeld-1702-leser-ags' } } },
    ]);
  });
});
