import { defineProfile, type ProfileTable, writeTables } from '../../../src/sdk.ts';

/** What a form server adds to every form for its own use. */
const ofTheForm = ['/formularId', '/formularVersion', '/mandant', '/einwilligung'];

const tables = writeTables(
  { dates: 'german', answers: 'ja-nein', numbers: 'texts', codes: 'words', addresses: 'joined' },
  (field) => field,
);

/** How a form server sends its forms: German names, flat groups, every value a text. Neutral, modelled. */
export default defineProfile({
  id: 'formularserver',
  title: { de: 'Formularserver (neutral modelliert)', en: 'Form server (neutral, modelled)' },
  services: Object.fromEntries(Object.entries(tables).map(([service, table]) => [service, addOfTheForm(table)])),
});

function addOfTheForm(table: ProfileTable): ProfileTable {
  return { ...table, ignored: [...(table.ignored ?? []), ...ofTheForm] };
}
