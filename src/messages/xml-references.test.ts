import { describe, expect, it } from 'vitest';
import { readXml } from './xml-read.ts';
import { resolveReferences } from './xml-references.ts';

describe('references in XML', () => {
  it.each([
    ['a & b < c > d " e \' f', 'a &amp; b &lt; c &gt; d &quot; e &apos; f'],
    ['Müller', 'M&#252;ller'],
    ['Müller', 'M&#xFC;ller'],
    ['L\u0325 😀\t', 'L&#x325; &#128512;&#9;'],
    ['&lt;', '&amp;lt;'],
    ['nothing', 'nothing'],
  ])('are %j', (text, xml) => expect(resolveReferences(xml)).toBe(text));

  it.each(['&', 'a & b', '&copy;', '&amp', '&#0;', '&#xD800;', '&#xFFFF;', '&#x110000;', '&#;', '&#x;', '&AMP;'])(
    '%s is not well-formed',
    (xml) => expect(() => resolveReferences(xml)).toThrow('leads nowhere'),
  );

  it('are resolved in texts and attributes, and not in CDATA', () => {
    const document = readXml(Buffer.from('<a b="&#x41;&quot;">x&#252;<![CDATA[&#252;]]></a>'));
    expect(document.text).toBe('xü&#252;');
    expect(document.attributes.get('b')).toBe('A"');
  });

  it('may be many', () => {
    const text = '&amp;'.repeat(200_000);
    expect(readXml(Buffer.from(`<a>${text}</a>`)).text).toHaveLength(200_000);
  });
});
