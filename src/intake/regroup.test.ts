import { describe, expect, it } from 'vitest';
import { toData, toPortal } from './profile.ts';
import type { Profile } from './profile-table.ts';
import { regroup } from './regroup.ts';

const title = { de: '', en: '' };
const glued: Profile = {
  id: 'glued',
  title,
  pack: { fields: '/form/felder', groups: 'glued', ignored: ['/form/nummer'] },
  services: {},
};
const fim: Profile = { id: 'fim', title, names: 'fim', fallback: 'identity', services: {} };

describe('glued names', () => {
  const document = {
    form: {
      nummer: 7,
      felder: { 'inhaber.1.name': '', 'inhaber.2.name': 'Muster', 'inhaber.2.ort': 'Leer', art: '01' },
    },
    konto: { id: 'x' },
  };

  it('become groups and lists; pointers lead to the names as they were sent, or would have been', () => {
    const { data, unmapped, pointerOf, ignores } = toData(glued, 'any', document);
    expect(data).toEqual({ inhaber: [{}, { name: 'Muster', ort: 'Leer' }], art: '01' });
    expect(unmapped).toEqual(['/konto']);
    expect(ignores('/form/nummer')).toBe(true);
    expect(pointerOf(['inhaber', 1, 'name'])).toBe('/form/felder/inhaber.2.name');
    expect(pointerOf(['inhaber', 1, 'plz'])).toBe('/form/felder/inhaber.2.plz');
  });

  it('are written as they are read', () => {
    const data = { inhaber: [{ name: 'Muster' }, { name: 'Probe', arten: ['01', '02'] }], leer: [] };
    const sent = toPortal(glued, 'any', data);
    expect(sent).toEqual({
      form: {
        felder: {
          'inhaber.1.name': 'Muster',
          'inhaber.2.name': 'Probe',
          'inhaber.2.arten.1': '01',
          'inhaber.2.arten.2': '02',
          leer: [],
        },
      },
    });
    expect(toData(glued, 'any', sent).data).toEqual(data);
  });

  it('that contradict each other lose nothing', () => {
    const { data } = toData(glued, 'any', { form: { felder: { ort: 'Leer', 'ort.plz': '26789' } } });
    expect(data).toEqual({ ort: 'Leer', '/ort.plz': '26789' });
  });

  it('with an absurd position are names', () => {
    expect(regroup(glued, { form: { felder: { 'zeile.999999999': 'x' } } }).value).toEqual({
      form: { felder: { zeile: { 999999999: 'x' } } },
    });
  });
});

describe('ids of FIM', () => {
  it.each([
    ['nested', { G60000083: { F60000233: 1980 } }, '/G60000083/F60000233'],
    [
      'behind a readable name',
      { 'geburt_xdf-G60000083': { 'jahr_xdf-F60000233': 1980 } },
      '/geburt_xdf-G60000083/jahr_xdf-F60000233',
    ],
    ['with eleven digits', { G60000000083: { F60000000233: 1980 } }, '/G60000000083/F60000000233'],
    ['in one path', { G60000083F60000233: 1980 }, '/G60000083F60000233'],
  ])('%s', (_, sent, pointer) => {
    const { value, originOf } = regroup(fim, sent);
    expect(value).toEqual({ G60000083: { F60000233: 1980 } });
    expect(`/${originOf(['G60000083', 'F60000233']).join('/')}`).toBe(pointer);
  });

  it('are missed in the group that the portal sent', () => {
    const { originOf } = regroup(fim, { 'geburt_xdf-G60000083': { F60000233: 1980 } });
    expect(originOf(['G60000083', 'F60000232'])).toEqual(['geburt_xdf-G60000083', 'F60000232']);
  });

  it('leave other names alone', () => {
    const sent = { name: 'x', F1: 2, liste: [{ F60000227: 'Muster' }] };
    expect(regroup(fim, sent).value).toEqual(sent);
  });
});
