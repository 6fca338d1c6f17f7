import { defineProfile, type Row, vocabularies, type Word, writeRows } from '../../../src/sdk.ts';

/** Ids of the harmonised building blocks (BOB), in the form of XDF 2. What has none is sent under a plain name. */
const person = {
  familienname: 'F60000227',
  vornamen: 'F60000228',
  geburtsname: 'F60000230',
  geburtsort: 'F60000234',
};
const address = {
  strasse: 'F60000243',
  hausnummer: 'F60000244',
  plz: 'F60000246',
  ort: 'F60000247',
  zusatz: 'F60000248',
};

/** FIM JSON as nationwide (EfA) services send it: group and field ids in place of names. See README.md. */
export default defineProfile({
  id: 'fim-json',
  title: { de: 'FIM-JSON nach Datenfeld-Ids', en: 'FIM JSON by ids of data fields' },
  names: 'fim',
  fallback: 'identity',
  services: {
    meldebescheinigung: {
      rows: [
        ...within('/G60000175', vocabularies.meldebescheinigung, '/antragsteller', person),
        ...within('/G60000088/G60000086', vocabularies.meldebescheinigung, '/anschrift', address),
        ...others(vocabularies.meldebescheinigung, ['/antragsteller', '/anschrift']),
      ],
      // The municipality is known from the region of the submission.
      ignored: ['/G60000088/G60000086/F60000247'],
    },
    'gewerbe-anmeldung': {
      rows: [
        ...within('/betrieb', vocabularies['gewerbe-anmeldung'], '/betrieb', {
          firma: 'F60000319',
          bezeichnung: 'F60000320',
        }),
        ...within('/register', vocabularies['gewerbe-anmeldung'], '/register', {
          nummer: 'F60000328',
          ort: 'F60000327',
          art: 'F60000347',
          gericht: 'F60000325',
        }),
        ...within('/inhaber', vocabularies['gewerbe-anmeldung'], '/inhaber', {
          ...person,
          ...address,
          doktorgrad: 'F60000229',
        }),
        ...within('/G60000088/G60000086', vocabularies['gewerbe-anmeldung'], '/betriebsstaette', address),
        ...others(vocabularies['gewerbe-anmeldung'], ['/betrieb', '/register', '/inhaber', '/betriebsstaette']),
      ],
    },
    'kfz-zulassung': {
      rows: [
        ...within('/G60000175', vocabularies['kfz-zulassung'], '/halter', { ...person, ...address }),
        ...others(vocabularies['kfz-zulassung'], ['/halter']),
      ],
    },
  },
});

/** A group under another name, with ids for those fields that have one. */
function within(to: string, words: readonly Word[], from: string, ids: Readonly<Record<string, string>>): Row[] {
  const own = write(words.filter(({ field }) => field.startsWith(`${from}/`)));
  return own.map((row) => inIds({ ...row, portal: [row.portal].flat().map((field) => rename(field)) }));

  function rename(field: string): string {
    const steps = field.slice(from.length).split('/');
    const last = steps.pop() ?? '';
    return [to, ...steps.slice(1), ids[last] ?? last].join('/');
  }
}

/** A date of birth is a group of three numbers, since it may be known in part. */
function inIds({ portal, data, convert }: Row): Row {
  const [field = ''] = [portal].flat();
  if (!field.endsWith('/geburtsdatum')) return { portal: field, data, ...(convert && { convert }) };
  const group = field.replace(/[^/]*$/, 'G60000083');
  const parts = ['F60000231', 'F60000232', 'F60000233'];
  return { portal: parts.map((part) => `${group}/${part}`), data, convert: 'date-in-numbers' };
}

function others(words: readonly Word[], groups: readonly string[]): Row[] {
  return write(words.filter(({ field }) => !groups.some((group) => field.startsWith(`${group}/`))));
}

function write(words: readonly Word[]): Row[] {
  // FIM has the digits and letters of a house number in one field (F60000244), postal code and city apart.
  const joined = writeRows(words, {
    dates: 'iso',
    answers: 'json',
    numbers: 'json',
    codes: 'codes',
    addresses: 'joined',
  });
  return joined.flatMap((row): Row[] => {
    if (row.convert !== 'postal-code-and-city') return [row];
    const [postalCode = '', city = ''] = [row.data].flat();
    const around = String(row.portal).replace(/[^/]*$/, '');
    return [
      { portal: `${around}plz`, data: postalCode },
      { portal: `${around}ort`, data: city },
    ];
  });
}
