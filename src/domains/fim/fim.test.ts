import { describe, expect, it } from 'vitest';
import { explain } from '../../findings-text.ts';
import { formYaml, readFormOf } from '../../testing/forms.ts';
import { type SampleGroup, writeXdatenfelder } from '../../testing/xdatenfelder.ts';
import { formData } from '../forms/form-data.ts';
import { listFields } from '../forms/list-fields.ts';

const languages = `<CodeList><Identification><Version>1</Version><CanonicalUri>urn:example:sprache</CanonicalUri></Identification>
<ColumnSet><Column Id="name"/><Column Id="key"/><Column Id="note"/><Key Id="k"><ColumnRef Ref="key"/></Key></ColumnSet>
<SimpleCodeList>
<Row><Value ColumnRef="name"><SimpleValue>Deutsch</SimpleValue></Value><Value ColumnRef="key"><SimpleValue>de</SimpleValue></Value></Row>
<Row><Value ColumnRef="name"><SimpleValue>Ungarisch</SimpleValue></Value><Value ColumnRef="key"><SimpleValue>hu</SimpleValue></Value></Row>
</SimpleCodeList></CodeList>`;

function read(version: 2 | 3, parts: SampleGroup['parts'], rules: readonly string[] = [], yaml = '') {
  return readFormOf({
    'form.yaml': formYaml('schema.xml', yaml),
    'schema.xml': writeXdatenfelder(version, parts, rules),
    'list.xml': languages,
  });
}

async function told(reading: ReturnType<typeof read>, data: unknown): Promise<string[]> {
  const { form, validate } = await reading;
  return formData(form, validate)
    .check(data, { today: '2026-11-25' })
    .map((finding) => {
      for (const language of ['de', 'en'] as const) expect(explain(finding, language)).not.toMatch(/undefined/);
      return `${finding.path.join('/')} ${finding.rule}`;
    });
}

describe.each([2, 3] as const)('XDatenfelder %i', (version) => {
  const limits = version === 2 ? '{"minLength":"2","maxLength":"3"}' : 'minLength="2" maxLength="3"';
  const range = version === 2 ? '{"minValue":"1","maxValue":"9"}' : 'minValue="1" maxValue="9"';
  const pattern = version === 2 ? '{"pattern":"[a-z]+"}' : 'pattern="[a-z]+"';
  const list = { uri: 'urn:example:sprache', version: '1' };

  it.each([
    [{ type: 'text', limits }, 'abc', 'x', 'format'],
    [{ type: 'text', limits }, 'abc', 'abcd', 'too-long'],
    [{ type: 'text', limits: pattern }, 'abc', 'abc1', 'format'],
    [{ type: 'text_latin' }, 'abc', 1, 'type'],
    [{ type: 'date' }, '2026-01-31', '31.01.2026', 'date'],
    [{ type: 'time' }, '07:30', '7.30', 'format'],
    [{ type: 'datetime' }, '2026-01-31T07:30:00Z', '2026-01-31', 'date-time'],
    [{ type: 'bool' }, true, 'true', 'type'],
    [{ type: 'num', limits: range }, 2.5, 0, 'number'],
    [{ type: 'num_int', limits: range }, 2, 2.5, 'type'],
    [{ type: 'num_currency' }, 2.5, '2,50', 'type'],
    [{ type: 'file' }, '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03', 'UEsDBA==', 'format'],
    [{ type: 'text', art: 'select', list }, 'hu', 'xx', 'code'],
  ])('%j takes %j and not %j', async (field, right, wrong, rule) => {
    const form = read(version, [{ id: 'F99000001', ...field }], [], 'codeLists: [list.xml]\n');
    expect(await told(form, { F99000001: right })).toEqual([]);
    expect(await told(form, { F99000001: wrong })).toEqual([`F99000001 ${rule}`]);
  });

  it('counts how often a part may stand, and leaves labels out', async () => {
    const parts = [
      { id: 'F99000001', type: 'text', times: '0:1' },
      { id: 'F99000002', type: 'text', times: '2:3' },
      { id: 'G99000001', times: '1:*', parts: [{ id: 'F99000003', type: 'text' }] },
      { id: 'F99000004', type: 'text', art: 'label' },
    ];
    const form = read(version, parts);
    expect(await told(form, { F99000002: ['a', 'b'], G99000001: [{ F99000003: 'c' }] })).toEqual([]);
    const wrong = { F99000002: ['a'], G99000001: [{}], F99000004: 'd' };
    expect((await told(form, wrong)).sort()).toEqual([
      'F99000002 too-few',
      'F99000004 unknown-field',
      'G99000001/0/F99000003 required',
    ]);
    expect(await told(form, {})).toEqual(['F99000002 required', 'G99000001 required']);
  });

  it('names what it cannot decide', async () => {
    const other = { uri: 'urn:example:staat', version: '3' };
    const parts = [
      { id: 'F99000001', type: 'text', art: 'select', list: other },
      { id: 'F99000002', type: 'text', art: 'select' },
      { id: 'F99000003', type: 'date', limits: range },
    ];
    const { form } = await read(version, parts, ['R99000001']);
    expect(form.jsonSchema['x-notDecided']).toEqual([
      'F99000001: the entries of urn:example:staat 3 are not at hand',
      'F99000002: a choice without a code list',
      'F99000003: limits of a date',
      'R99000001 Regel R99000001',
    ]);
  });

  it('writes the words of a code', async () => {
    const { form } = await read(
      version,
      [{ id: 'F99000001', type: 'text', art: 'select', list }],
      [],
      'codeLists: [list.xml]\n',
    );
    expect(listFields(form.parts, { F99000001: 'hu' }, false).fields[0]?.field.code).toEqual({
      value: 'hu',
      label: 'Ungarisch',
      listUri: 'urn:example:sprache',
      listVersion: '1',
    });
  });
});

describe('rules that are decided', () => {
  const text = (id: string) => ({ id, type: 'text', times: '0:1' });
  const long = (id: string) => `${id.slice(0, 3)}000${id.slice(3)}`;

  it.each([
    ['XDatenfelder 2', (id: string) => id],
    ['XDatenfelder 3', long],
  ] as const)('in %s', async (_, id) => {
    const street = { id: id('G60000086'), times: '0:1', parts: [text(id('F60000243'))] };
    const box = { id: id('G60000087'), times: '0:1', parts: [text(id('F60000249'))] };
    const birth = { id: id('G60000083'), times: '0:1', parts: [text(id('F60000231')), text(id('F60000232'))] };
    const address = { id: id('G60000088'), times: '0:1', parts: [street, box], rules: [id('R60000019')] };
    const form = read(2, [address, birth]);
    expect((await form).form.jsonSchema['x-notDecided']).toEqual([]);
    const at = address.id;
    expect(await told(form, { [at]: { [street.id]: {} }, [birth.id]: { [id('F60000232')]: '5' } })).toEqual([]);
    expect(await told(form, { [at]: {} })).toEqual([`${at} choice`]);
    expect(await told(form, { [at]: { [street.id]: {}, [box.id]: {} } })).toEqual([`${at} conflict`]);
    expect(await told(form, { [birth.id]: { [id('F60000231')]: '1' } })).toEqual([
      `${birth.id}/${id('F60000232')} required`,
    ]);
  });

  it('not where half of what it speaks of is missing', async () => {
    const street = { id: 'G60000086', times: '0:1', parts: [text('F60000243')] };
    const { form } = await read(2, [{ id: 'G60000088', parts: [street], rules: ['R60000019'] }]);
    expect(form.jsonSchema['x-notDecided']).toEqual(['R60000019 Regel R60000019']);
  });
});

describe('FIM JSON as it is sent', () => {
  const name = { id: 'F60000000227', type: 'text' };
  const parts = [
    { id: 'G99000000001', parts: [{ id: 'G99000000002', parts: [name] }] },
    { id: 'F99000000003', type: 'text', times: '0:*' },
  ];
  const family = (data: unknown) =>
    read(3, parts).then(({ form }) => {
      const { data: own, originOf } = form.readKeys(data);
      return listFields(form.parts, own, false).fields.map(({ field, path }) =>
        [field.text, ...originOf(path)].join(' '),
      );
    });

  it.each([
    [{ G99000000001: { G99000000002: { F60000000227: 'x' } } }, 'x G99000000001 G99000000002 F60000000227'],
    [{ G99000001: { G99000002: { F60000227: 'x' } } }, 'x G99000001 G99000002 F60000227'],
    [
      { 'person_xdf-G99000001': { 'a-G99000002': { 'name_xdf-F60000227': 'x' } } },
      'x person_xdf-G99000001 a-G99000002 name_xdf-F60000227',
    ],
    [{ G99000001G99000002F60000227: 'x' }, 'x G99000001G99000002F60000227'],
    [{ G99000001G99000002: { F60000227: 'x' } }, 'x G99000001G99000002 F60000227'],
    [{ 'list-F99000003': ['x'] }, 'x list-F99000003 0'],
  ])('%j', async (data, field) => {
    expect(await family(data)).toEqual([field]);
  });

  it('a second name for the same element is not lost, but told', async () => {
    const twice = { G99000000001: { G99000000002: { F60000000227: 'x', 'name-F60000227': 'y' } } };
    expect(await told(read(3, parts), twice)).toEqual(['G99000000001/G99000000002/name-F60000227 unknown-field']);
  });
});

describe('what cannot be read is refused with its place', () => {
  const good = writeXdatenfelder(2, [{ id: 'F99000001', type: 'text' }]);
  it.each([
    ['no XML', '{}', /schema\.xml:1:1 (cannot be read|is in the namespace)/],
    ['a DTD', `<!DOCTYPE x>${good}`, /cannot be read: .*document type declaration/],
    [
      'another root',
      good.replaceAll('stammdatenschema.0102', 'codeliste.0100'),
      /has the root xdatenfelder\.codeliste\.0100/,
    ],
    [
      'another type',
      good.replace('>text<', '>texts<'),
      /schema\.xml:4:\d+ F99000001 has an unknown datentyp; expected: text, /,
    ],
    ['no kind', good.replace('<code>input</code>', ''), /F99000001 has no feldart/],
    [
      'a number of times that is none',
      good.replace('>1:1<', '>1-1<'),
      /S99000001 uses an element without a number of times/,
    ],
    ['more at least than at most', good.replace('>1:1<', '>3:2<'), /uses an element without a number of times/],
    [
      'limits that are broken',
      good.replace('<x:praezisierung>', '<x:praezisierung>{"minLength":'),
      /has a praezisierung that is no JSON/,
    ],
    ['a part of nothing', good.replace(/<x:datenfeld>.*<\/x:datenfeld>/, ''), /has a struktur without an element/],
  ])('%s', async (_, schema, message) => {
    const reading = readFormOf({ 'form.yaml': formYaml('schema.xml'), 'schema.xml': schema });
    await expect(reading).rejects.toThrow(message);
  });

  it('a code list that is none', async () => {
    const files = { 'form.yaml': formYaml('schema.xml', 'codeLists: [list.xml]\n'), 'schema.xml': good };
    for (const list of ['<CodeList/>', 'x']) {
      await expect(readFormOf({ ...files, 'list.xml': list })).rejects.toThrow(/list\.xml:1:1 is no code list/);
    }
  });
});
