import { expect, it } from 'vitest';
import { readXmlData } from './xml-data.ts';

const schema = {
  type: 'object',
  properties: {
    G60000088: { type: 'object', properties: { F60000246: { type: 'string' }, F60000243: { type: 'string' } } },
    G17003640: {
      type: 'array',
      items: { type: 'object', properties: { F17010371: { type: 'boolean' }, F17005054: { type: 'integer' } } },
    },
    F60000001: { type: 'array', items: { type: 'string' } },
    amount: { $ref: '#/$defs/amount' },
  },
  $defs: { amount: { type: 'number' } },
};

const read = (inner: string) => readXmlData(Buffer.from(`<s:root xmlns:s="urn:x">${inner}</s:root>`), schema);

it('reads elements as the members of the schema, with its lists and types', () => {
  const one = '<s:G17003640><s:F17010371>1</s:F17010371><s:F17005054>007</s:F17005054></s:G17003640>';
  expect(read(`<s:G60000088><s:F60000246> 26789 </s:F60000246></s:G60000088>${one}<s:amount>-1.50</s:amount>`)).toEqual(
    { G60000088: { F60000246: '26789' }, G17003640: [{ F17010371: true, F17005054: 7 }], amount: -1.5 },
  );
  expect(read('<s:F60000001>a</s:F60000001><s:F60000001>b</s:F60000001>')).toEqual({ F60000001: ['a', 'b'] });
});

it('finds an element by its id, in the long form and behind a readable name', () => {
  expect(read('<s:anschrift_G60000000088><s:plz-F60000246>1</s:plz-F60000246></s:anschrift_G60000000088>')).toEqual({
    G60000088: { F60000246: '1' },
  });
});

it('leaves to the check of the data what fits nowhere', () => {
  expect(read('<s:other>x</s:other><s:amount>much</s:amount>')).toEqual({ other: 'x', amount: 'much' });
  expect(read('<s:amount>1</s:amount><s:amount>2</s:amount>')).toEqual({ amount: [1, 2] });
  expect(Object.keys(read('<s:__proto__>x</s:__proto__>'))).toEqual(['__proto__']);
});
