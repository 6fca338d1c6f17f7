import { describe, expect, it } from 'vitest';
import { meldebescheinigung1700 } from '../domains/meldewesen/xmeld-1700.ts';
import { quittung } from '../domains/quittung/quittung.ts';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { maskBody } from './mask.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';

describe('a body for the eyes of an operator', () => {
  const xml = Buffer.from(writeSampleMessage(uuid)).toString();
  const values = [...xml.matchAll(/>([^<>\s][^<>]*)</g)].map(([, value = '']) => value);

  it('shows what the definition calls harmless, and nothing else', () => {
    const shown = maskBody(xml, [quittung, meldebescheinigung1700.definition]) ?? '';
    expect(shown).toContain(`<nachrichtenUUID>${uuid}</nachrichtenUUID>`);
    expect(shown).toContain('<code>1700</code>');
    expect(shown).toMatch(/<kennung>ags:\d{8}<\/kennung>/);
    expect(shown).toContain('version="26.11"');
    for (const personal of values.filter((value) => /muster|1990-05/i.test(value))) {
      expect(shown).not.toContain(personal);
    }
    expect(shown).toContain('•••');
  });

  it('shows no value of a document that no definition knows', () => {
    const shown = maskBody(xml, [quittung]) ?? '';
    expect(shown).toContain('nachrichtenUUID>•••<');
    for (const value of new Set(values)) expect(shown).not.toContain(`>${value}<`);
  });

  it('shows no value of JSON, only its members', () => {
    expect(JSON.parse(maskBody('{"name":"Muster","parts":[1,true,null,{"a":"b"}]}', []) ?? '')).toEqual({
      name: '•••',
      parts: ['•••', '•••', null, { a: '•••' }],
    });
  });

  it('shows nothing of what is neither', () => {
    expect(maskBody('Herr Muster war hier', [])).toBeUndefined();
    expect(maskBody('<a><b>', [])).toBeUndefined();
    expect(maskBody('', [])).toBeUndefined();
  });
});
