import { expect, it } from 'vitest';
import { networkSchema } from '../../../config/network-schema.ts';
import { forwardingSettings, tradeOffice } from './settings.ts';

const config = networkSchema.parse({
  network: { id: 'leer', name: 'Leer' },
  authorities: [
    {
      id: 'leer',
      name: 'Leer',
      ars: '034570013013',
      forwarding: {
        by: 'gateway',
        recipients: [
          { kind: 'statistics', destination: 'statistics' },
          { kind: 'aliens-authority', destination: 'aliens' },
        ],
      },
    },
    { id: 'hesel', name: 'Hesel', ars: '034575402000' },
  ],
  destinations: [
    ['statistics', 'xga:121499900001'],
    ['aliens', 'azr:000100'],
  ].map(([id, kennung]) => ({
    id,
    authority: 'leer',
    name: id,
    adapter: 'xoev-https',
    messages: ['xgewerbeanzeige/2.2/0100'],
    reader: { name: id, kennung },
  })),
});

it('gives each recipient the reader of its destination, with the list that its key is from', () => {
  expect(forwardingSettings(config, 'leer')).toEqual({
    by: 'gateway',
    sendSuperseded: false,
    recipients: [
      {
        kind: 'statistics',
        destination: 'statistics',
        reader: {
          prefix: { code: 'xga', version: '51' },
          id: {
            code: '121499900001',
            list: 'urn:xoev-de:xgewerbeanzeige:codeliste:weiterekommunikationspartner',
            version: '2018-10-11',
          },
          name: 'statistics',
        },
      },
      {
        kind: 'aliens-authority',
        destination: 'aliens',
        reader: {
          prefix: { code: 'azr', version: '51' },
          id: { code: '000100', list: 'urn:de:xauslaender:codelist:abhkennung', version: '14' },
          name: 'aliens',
        },
      },
    ],
  });
});

it('leaves it to the procedure where nothing is said', () => {
  expect(forwardingSettings(config, 'hesel')).toEqual({ by: 'procedure', sendSuperseded: false, recipients: [] });
});

it('knows the trade office by the AGS', () => {
  expect(tradeOffice('03457013', 'Stadt Leer')).toEqual({
    prefix: { code: 'MELDID', version: '51' },
    id: {
      code: '03457013',
      list: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags',
      version: '2026-04-30',
    },
    name: 'Stadt Leer',
  });
});
