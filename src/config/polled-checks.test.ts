import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { createRegions } from '../catalogue/regions.ts';
import { loadServices } from '../domains/forms/load-services.ts';
import { crossCheck } from './cross-checks.ts';
import { networkSchema } from './network-schema.ts';

const { catalogue } = await loadServices('config/network.yaml');
const sample = parse(readFileSync('config/network.yaml', 'utf8')) as object;
const common = { authority: 'leer', portal: 'kreisportal' };
const mailbox = { id: 'xta', ...common, url: 'https://xta.example', party: 'ags:03457013' };
const folder = { id: 'ordner', ...common, folder: '/eingang', service: 'meldebescheinigung', region: '034570013013' };

function faultsOf(members: object): string[] {
  const config = networkSchema.parse({ ...sample, ...members });
  const { faults } = crossCheck(config, { regions: createRegions(), services: catalogue });
  return faults.map(({ path }) => path.join('.'));
}

it('finds nothing wrong with sound sources', () => {
  expect(faultsOf({ xtaMailboxes: [mailbox], dropFolders: [folder] })).toEqual([]);
});

it('finds an id that two sources of any kind have, and what does not exist', () => {
  const wrong = { ...folder, id: 'xta', authority: 'nirgends', portal: 'x', service: 'y', region: '034575402000' };
  expect(faultsOf({ xtaMailboxes: [mailbox], dropFolders: [wrong] })).toEqual([
    'xtaMailboxes.0.id',
    'dropFolders.0.id',
    'dropFolders.0.authority',
    'dropFolders.0.portal',
    'dropFolders.0.service',
    'dropFolders.0.region',
  ]);
});

it('finds a folder whose profile the portal does not have, or with half of what its files apply for', () => {
  expect(faultsOf({ dropFolders: [{ ...folder, profile: 'openrathaus' }] })).toEqual(['dropFolders.0.profile']);
  expect(faultsOf({ dropFolders: [{ ...folder, region: undefined }] })).toEqual(['dropFolders.0.region']);
});
