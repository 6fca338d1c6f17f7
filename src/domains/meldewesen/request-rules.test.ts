import { describe, expect, it } from 'vitest';
import type { Head } from '../../messages/head-g2g.ts';
import { checkRules } from '../../messages/message-rule.ts';
import type { BuildableMessage } from '../service.ts';
import type { Widersprueche } from './widersprueche-data.ts';
import { selbstauskunft1708 } from './xmeld-1708.ts';
import { widerspruecheAbruf1711 } from './xmeld-1711.ts';
import { widersprueche1713, widersprueche1714 } from './xmeld-1713.ts';

const head: Head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T00:15:30.123+01:00',
  reader: { kennung: 'ags:03457013', name: 'Stadt Leer' },
  author: { kennung: 'mbp:sample', name: 'Kreisportal' },
  product: { name: 'P', manufacturer: 'M' },
};
const person = { familyName: 'Musterdeich', givenNames: 'Tomke', birthDate: '2010-06-30' };
const address = { street: 'Weg', postalCode: '26789', municipalityKey: '03457013' };

const told = ({ definition }: BuildableMessage, data: object) =>
  checkRules(definition, { head, data: { person, address, ...data } }, true).map(
    ({ severity, finding }) => `${severity} ${finding.params?.id} ${finding.path.join('.')}`,
  );

describe.each([
  ['1708', selbstauskunft1708],
  ['1711', widerspruecheAbruf1711],
])('%s', (type, message) => {
  it('goes to the authority of the residence; anything else is only told', () => {
    expect(told(message, {})).toEqual([]);
    expect(told(message, { address: { ...address, municipalityKey: '03457014' } })).toEqual([
      `warning xmeld-${type}-leser-ags data.address.municipalityKey`,
    ]);
  });
});

describe.each([
  ['1713', widersprueche1713],
  ['1714', widersprueche1714],
])('%s', (type, message) => {
  const toldOf = (objections: Widersprueche['objections'], birthDate = person.birthDate) =>
    told(message, { person: { ...person, birthDate }, objections });

  it.each(['2', '5', '7', '10', '13'])('key %s can be entered and deleted', (key) => {
    expect(toldOf({ enter: [key] })).toEqual([]);
    expect(toldOf({ remove: [key] })).toEqual([]);
  });

  it.each(['1', '3', '6', '11'])('key %s cannot', (key) => {
    expect(toldOf({ enter: ['5', key] })).toEqual([`error xmeld-${type}-portal-keys data.objections.enter.1`]);
    expect(toldOf({ remove: [key] })).toEqual([`error xmeld-${type}-portal-keys data.objections.remove.0`]);
  });

  it('must have something to do', () => {
    const empty = [`error xmeld-${type}-something-to-do data.objections`];
    expect(toldOf({})).toEqual(empty);
    expect(toldOf({ enter: [], removeByStateLaw: [] })).toEqual(empty);
    expect(toldOf({ removeByStateLaw: ['x'] })).toEqual([]);
  });

  it('does not enter and delete the same key', () => {
    expect(toldOf({ enter: ['5', '7'], remove: ['2', '7'] })).toEqual([
      `error xmeld-${type}-contradiction data.objections.remove.1`,
    ]);
  });

  it('tells that key 10 is for minors, on the day of the message and where the birthday is known', () => {
    const warning = [`warning xmeld-${type}-bundeswehr-minors data.objections.enter.0`];
    expect(toldOf({ enter: ['10'] }, '2008-11-25')).toEqual(warning);
    expect(toldOf({ enter: ['10'] }, '2008-11-26')).toEqual([]);
    expect(toldOf({ enter: ['10'] }, '1980')).toEqual([]);
    expect(toldOf({ remove: ['10'] }, '1980-01-01')).toEqual([]);
  });
});
