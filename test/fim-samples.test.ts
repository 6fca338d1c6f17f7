import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formData } from '../src/domains/forms/form-data.ts';
import { formYaml, readFormOf } from '../src/testing/forms.ts';
import { type SampleField, type SampleGroup, writeXdatenfelder } from '../src/testing/xdatenfelder.ts';

/** Real material of FIM, which lies outside of this repository: see ZUSTELLWERK_SAMPLES in docs/code.md. */

const folder = join(process.env.ZUSTELLWERK_SAMPLES ?? '', 'fim-samples');
const available = process.env.ZUSTELLWERK_SAMPLES !== undefined && existsSync(folder);
if (!available) console.info('ZUSTELLWERK_SAMPLES is not set: the tests with real FIM samples are skipped.');

/** What becomes of each sample in XDatenfelder: the ids at its top, or why it is refused. */
const fates: Readonly<Record<string, { loads: readonly string[]; notDecided?: RegExp } | { refused: RegExp }>> = {
  'xdf1-waffenbesitzkarte-S00000036.xml': {
    refused: /schema\.xml:1:1 is in the namespace .*xdatenfelder_1, which is not read/,
  },
  'xdf2-simple.xml': { loads: ['G00000082'], notDecided: /R60000037 MindestEineAngabe/ },
  'xdf2-select.xml': { loads: ['F123'], notDecided: /F123: the entries of urn:de:example 1 are not at hand/ },
  'xdf2-label.xml': { refused: /describes no members/ },
  'xdf2-data-group-rule.xml': { refused: /schema\.xml:36:\d+ .*G00000082 is an object without members/ },
  'xdf2-unknown-namespace.xml': { refused: /namespace .*_unknown, which is not read/ },
  'xdf3-simple.xml': { loads: ['G60000000088'], notDecided: /R60000000019/ },
  'xdf3-missing-id-node.xml': { refused: /has a datenfeldgruppe without an id/ },
  'xdf3-unknown-namespace.xml': { refused: /namespace .*_unknown, which is not read/ },
};

describe.skipIf(!available)('XDatenfelder samples', () => {
  it('are all judged here', () => {
    const found = readdirSync(folder).filter((name) => name.endsWith('.xml'));
    expect(found.sort()).toEqual(Object.keys(fates).sort());
  });

  it.each(Object.entries(fates))('%s', async (name, fate) => {
    const reading = readFormOf({
      'form.yaml': formYaml('schema.xml'),
      'schema.xml': readFileSync(join(folder, name), 'utf8'),
    });
    if ('refused' in fate) return expect(reading).rejects.toThrow(fate.refused);
    const { form } = await reading;
    expect(form.parts.map(({ id }) => id)).toEqual(fate.loads);
    expect(String(form.jsonSchema['x-notDecided'])).toMatch(fate.notDecided ?? /^$/);
  });
});

describe.skipIf(!available)('a FIM JSON sample', () => {
  const read = () => JSON.parse(readFileSync(join(folder, 'fim-json-s17000717.json'), 'utf8')) as Record<string, never>;

  /** The data schema of the sample is not public: this one is made after the instance. */
  const schemaOf = (value: object): SampleGroup['parts'] =>
    Object.entries(value).map(([id, member]): SampleField | SampleGroup => {
      const times = Array.isArray(member) ? '1:*' : '1:1';
      const one: unknown = Array.isArray(member) ? member[0] : member;
      if (typeof one === 'object' && one !== null) return { id, times, parts: schemaOf(one) };
      return { id, times, type: typeof one === 'boolean' ? 'bool' : typeof one === 'number' ? 'num' : 'text' };
    });

  it.each([2, 3] as const)('is accepted under XDatenfelder %i, and refused where it is spoilt', async (version) => {
    const schema = writeXdatenfelder(version, schemaOf(read()));
    const { form, validate } = await readFormOf({ 'form.yaml': formYaml('schema.xml'), 'schema.xml': schema });
    const told = (data: unknown) =>
      formData(form, validate)
        .check(data, { today: '2026-11-25' })
        .map(({ path, rule }) => `${path.join('/')} ${rule}`);
    expect(told(read())).toEqual([]);

    const spoilt = structuredClone(read()) as Record<string, Record<string, unknown>>;
    delete spoilt.G17003637?.F60000227;
    Object.assign(spoilt.G17006191 ?? {}, { F17010371: 'yes', F17009999: 1 });
    Object.assign(spoilt, { G17003640: spoilt.G17003640?.[0] });
    expect(told(spoilt).sort()).toEqual([
      'G17003637/F60000227 required',
      'G17003640 type',
      'G17006191/F17009999 unknown-field',
      'G17006191/F17010371 type',
    ]);
  });
});
