import { describe, expect, it } from 'vitest';
import { procedures } from '../../adapters/index.ts';
import { readPlan } from '../configuration.ts';
import { packageRoot } from '../package-root.ts';
import { agree } from './agree.ts';
import { compareContracts } from './compare.ts';
import type { Contract, Field } from './contract.ts';
import { findAgreeing } from './find-agreeing.ts';

const contract = await agreedContract();

async function agreedContract(): Promise<Contract> {
  const plan = await readPlan(`${packageRoot}/config/network.yaml`);
  const sought = { service: 'meldebescheinigung', act: 'apply', destination: 'leer-meldewesen' };
  const agreeing = findAgreeing(plan, procedures, { ...sought, now: new Date('2026-11-25T12:00:00Z') });
  if ('missing' in agreeing) throw new Error(agreeing.missing);
  const agreed = agree(agreeing);
  plan.schemas.dispose();
  return agreed;
}

function withField(element: string, change: (field: Field) => Field | undefined): Contract {
  const fields = contract.fields.flatMap((field) => {
    if (field.element !== element) return [field];
    const changed = change(field);
    return changed ? [changed] : [];
  });
  return { ...contract, fields };
}

const postalCode = 'identifikation/anschrift/postleitzahl';
const suffix = 'identifikation/anschrift/strasseUndHausnummer/strukturiert/hausnummerBuchstabeZusatzziffer';
const element = 'steuerungsinformationen/datenumfang/meldebescheinigungErweitert';

function breaks(after: Contract): string[][] {
  return compareContracts(contract, after).map(({ breaks: parties }) => [...parties]);
}

describe('a change breaks', () => {
  it.each([
    ['the vendor: an optional field is new to it', withField(suffix, (field) => field), ['vendor']],
    ['both: a mandatory field is gone', withField(postalCode, () => undefined), ['vendor', 'portal']],
    ['the portal: an optional field is gone', withField(suffix, () => undefined), ['portal']],
    [
      'the vendor: a mandatory field may be missing',
      withField(postalCode, (field) => ({ ...field, min: 0 })),
      ['vendor'],
    ],
    ['the portal: an optional field is mandatory', withField(suffix, (field) => ({ ...field, min: 1 })), ['portal']],
    ['the portal: fewer are allowed', withField(element, (field) => ({ ...field, max: 3 })), ['portal']],
    ['both: another type', withField(postalCode, (field) => ({ ...field, type: 'x' })), ['vendor', 'portal']],
  ] as const)('%s', (name, after, parties) => {
    const [before, then] = name.includes('new to it') ? [withField(suffix, () => undefined), after] : [contract, after];
    expect(compareContracts(before, then)).toHaveLength(1);
    expect(compareContracts(before, then)[0]?.breaks).toEqual(parties);
  });

  it('the vendor when it may get a new code, the portal when one is gone', () => {
    const [key, list] = Object.entries(contract.codeLists).find(([, { codes }]) => codes !== undefined) ?? [];
    if (key === undefined || list?.codes === undefined) throw new Error('no code list with codes');
    const more = {
      ...contract,
      codeLists: { ...contract.codeLists, [key]: { ...list, codes: { ...list.codes, Z9: '' } } },
    };
    expect(breaks(more)).toEqual([['vendor']]);
    expect(compareContracts(more, contract).map((one) => one.breaks)).toEqual([['portal']]);
  });

  it('the portal when a rule is new, the vendor when one is gone; a warning breaks nobody', () => {
    const rule = { id: 'r', text: { de: 'r', en: 'r' }, source: 'modelled' };
    const binding: Contract = { ...contract, rules: [...contract.rules, { ...rule, severity: 'error' }] };
    expect(breaks(binding)).toEqual([['portal']]);
    expect(compareContracts(binding, contract).map((one) => one.breaks)).toEqual([['vendor']]);
    expect(breaks({ ...contract, rules: [...contract.rules, { ...rule, severity: 'warning' }] })).toEqual([]);
  });

  it('the vendor when answers mean something else; nobody when only settings or regions change', () => {
    const { exchange, destination } = contract;
    expect(breaks({ ...contract, exchange: { ...exchange, answers: exchange.answers.slice(1) } })).toEqual([
      ['vendor'],
    ]);
    expect(breaks({ ...contract, exchange: { ...exchange, settings: [] } })).toEqual([[]]);
    expect(breaks({ ...contract, destination: { ...destination, regions: [] } })).toEqual([[]]);
  });
});

it('nothing changes when nothing has changed', () => {
  expect(compareContracts(contract, structuredClone(contract))).toEqual([]);
});

const [reply, ...otherReplies] = contract.replies;
if (reply === undefined) throw new Error('1700 has an answer');

function withReply(fields: Field[]): Contract {
  return { ...contract, replies: [{ ...found(reply), fields }, ...otherReplies] };
}

function withReceipt(change: (fields: Field[]) => Field[]): Contract {
  const receipt = found(contract.exchange.receipt);
  return { ...contract, exchange: { ...contract.exchange, receipt: { ...receipt, fields: change(receipt.fields) } } };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the contract has none');
  return value;
}

const note: Field = { element: 'notiz', min: 0, max: 1, qualified: true, alternative: false, type: 'datatypeC' };

describe('of what the procedure writes', () => {
  it.each([
    ['a receipt without a field that it had', withReceipt((fields) => fields.slice(0, -1)), ['vendor']],
    ['a field that a receipt may have', withReceipt((fields) => [...fields, note]), []],
    ['a field that a receipt must have', withReceipt((fields) => [...fields, { ...note, min: 1 }]), ['vendor']],
    [
      'another type in a receipt',
      withReceipt((fields) => fields.map((field, index) => (index === 0 ? { ...field, type: 'x' } : field))),
      ['vendor'],
    ],
    ['an answer without a field that it had', withReply(reply.fields.slice(0, -1)), ['vendor']],
    ['a field that an answer may have', withReply([...reply.fields, note]), []],
    ['an answer less', { ...contract, replies: otherReplies }, ['vendor']],
    [
      'a rule more for an answer',
      {
        ...contract,
        replies: [
          { ...reply, rules: [...reply.rules, { id: 'r', severity: 'error', text: { de: '', en: '' }, source: '' }] },
          ...otherReplies,
        ],
      },
      ['vendor'],
    ],
    ['another receipt', { ...contract, exchange: { ...contract.exchange, receipt: undefined } }, ['vendor']],
  ] as const)('%s', (_, after, parties) => {
    expect(breaks(after as Contract)).toEqual([[...parties]]);
  });

  it('an answer in addition breaks nobody', () => {
    expect(compareContracts({ ...contract, replies: otherReplies }, contract).map((one) => one.breaks)).toEqual([[]]);
  });
});

it.each([
  [{ validFrom: '2026-12-01' }, ['portal']],
  [{ validFrom: '2026-10-01' }, ['vendor']],
  [{ validUntil: '2027-04-30' }, ['portal']],
  [{ embedsAttachments: true }, ['vendor']],
] as const)('the message becomes one with %j', (members, parties) => {
  expect(breaks({ ...contract, message: { ...contract.message, ...members } })).toEqual([[...parties]]);
});
