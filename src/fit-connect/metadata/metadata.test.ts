import { describe, expect, it } from 'vitest';
import { hasDecimalPlaces } from './decimal-places.ts';
import { validateMetadata } from './validate.ts';
import { chooseMetadataVersion, writeSchemaAddress } from './version.ts';

const hash = { type: 'sha512', content: 'ab'.repeat(64) };
const attachment = {
  attachmentId: '0b799252-deb9-42b0-98d3-c50d24bbafe0',
  hash,
  purpose: 'attachment',
  mimeType: 'application/pdf',
};
const contentStructure = {
  data: { hash, submissionSchema: { schemaUri: 'https://example.org/s', mimeType: 'application/json' } },
  attachments: [attachment],
};
const second = (more: object = {}) => ({ $schema: writeSchemaAddress('2.1.0'), contentStructure, ...more });

/** Pointers and rules of what is wrong. */
function faults(value: unknown, metadataVersions?: readonly string[]): string[] {
  const verdict = validateMetadata(value, { metadataVersions });
  return verdict.valid ? [] : verdict.faults.map(({ pointer, rule }) => `${pointer} ${rule}`);
}

describe('the schema that metadata name', () => {
  it.each([
    [undefined, undefined, '1.0.0'],
    [undefined, ['1.0.0'], '1.0.0'],
    [writeSchemaAddress('1.3.0'), undefined, '1.3.0'],
    [writeSchemaAddress('2.1.7'), ['1.0.0', '2.1.2'], '2.1.7'],
  ])('%s for %j is %s', ($schema, metadataVersions, version) => {
    const value = { ...($schema && { $schema }), contentStructure };
    expect(validateMetadata(value, { metadataVersions })).toMatchObject({ valid: true, version });
  });

  it.each([
    ['METADATA_SCHEMA_MISSING', undefined, ['2.1.0']],
    ['METADATA_SCHEMA_UNSUPPORTED', writeSchemaAddress('3.0.0'), undefined],
    ['METADATA_SCHEMA_UNSUPPORTED', writeSchemaAddress('1.3.0'), ['2.1.0']],
    ['METADATA_SCHEMA_UNSUPPORTED', 'https://example.org/metadata.schema.json', undefined],
    ['METADATA_SCHEMA_UNSUPPORTED', `${writeSchemaAddress('2.1.0')}#`, undefined],
    ['METADATA_SCHEMA_UNSUPPORTED', 7, undefined],
  ])('is refused: %s %s', (reason, $schema, metadataVersions) => {
    const value = { ...($schema !== undefined && { $schema }), contentStructure };
    expect(validateMetadata(value, { metadataVersions })).toMatchObject({ valid: false, reason });
  });

  it('to write is the best that both know', () => {
    expect(chooseMetadataVersion(['1.0.0', '2.1.2'])).toBe('2.1.0');
    expect(chooseMetadataVersion(['1.0.3', '1.3.0'])).toBe('1.0.0');
    expect(chooseMetadataVersion(['1.3.0', '3.0.0'])).toBeUndefined();
  });
});

describe('faults', () => {
  it('are all found, and name fields and rules', () => {
    const broken = {
      $schema: writeSchemaAddress('2.1.0'),
      contentStructure: { attachments: [{ ...attachment, purpose: 'other', hash: { type: 'sha256', content: 'AB' } }] },
      additionalReferenceInfo: { 'x-sender': 'somebody' },
    };
    expect(faults(broken)).toEqual([
      '/contentStructure required',
      '/contentStructure/attachments/0/hash/type enum',
      '/contentStructure/attachments/0/hash/content pattern',
      '/contentStructure/attachments/0/purpose enum',
      '/additionalReferenceInfo additionalProperties',
    ]);
    expect(JSON.stringify(validateMetadata(broken))).not.toContain('somebody');
  });

  it.each([null, [], '"text"', 7])('%j is no metadata', (value) => expect(faults(value)).toEqual([' type']));

  it('also are ids that occur twice', () => {
    const twice = {
      ...contentStructure,
      attachments: [attachment, { ...attachment, attachmentId: attachment.attachmentId.toUpperCase() }],
    };
    expect(faults(second({ contentStructure: twice }))).toEqual(['/contentStructure/attachments/1 unique']);
  });
});

describe('amounts', () => {
  const pay = (grossAmount: number) =>
    faults(
      second({
        paymentInformation: {
          transactionReference: 'r',
          transactionId: 't',
          paymentMethod: 'OTHER',
          status: 'BOOKED',
          grossAmount,
        },
      }),
    );

  it.each([19.99, 4.35, 0.07, 0.01, 1, 1.1, 33.33, 1_234_567.89, 1e21])('%d is an amount', (amount) =>
    expect(pay(amount)).toEqual([]),
  );
  it.each([19.991, 0.011, 1.005, 0.1 + 0.2])('%d has too many places', (amount) =>
    expect(pay(amount)).toEqual(['/paymentInformation/grossAmount decimalPlaces']),
  );
  it.each([0, -1, 0.001, 1e-7])('%d is too small', (amount) =>
    expect(pay(amount)).toContain('/paymentInformation/grossAmount minimum'),
  );

  it('all amounts up to 1000 euros are what they say', () => {
    for (let cents = 1; cents <= 100_000; cents++) expect(hasDecimalPlaces(2, cents / 100)).toBe(true);
  });
});

it('a fragment list holds ids, one at least', () => {
  const withFragments = (fragments: unknown) =>
    faults(second({ contentStructure: { ...contentStructure, attachments: [{ ...attachment, fragments }] } }));
  expect(withFragments([attachment.attachmentId])).toEqual([]);
  expect(withFragments([])).toEqual(['/contentStructure/attachments/0/fragments minItems']);
});
