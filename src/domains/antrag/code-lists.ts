import type { CodeList } from '../../messages/code-list.ts';

/** Message numbers of our own standard. */
export const messageTypes: CodeList = {
  name: 'nachrichten',
  uri: 'urn:zustellwerk:antrag:1:codeliste:nachrichten',
  version: '1',
  type: 1,
  pattern: /^\d{4}$/,
};

/** Roles of further persons. Open: a form may need one that nobody thought of, and says in words what it means. */
export const roles: CodeList = {
  name: 'rolle',
  uri: 'urn:zustellwerk:antrag:1:codeliste:rolle',
  version: '1',
  type: 1,
  pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
};

/** DESTATIS, three digits; the form is checked, not the value. */
export const states: CodeList = {
  name: 'staat',
  uri: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat',
  version: '2024-08-01',
  type: 3,
  pattern: /^\d{3}$/,
};

/** What a message about an earlier one is. */
export const relationKinds: CodeList = {
  name: 'bezugsart',
  uri: 'urn:zustellwerk:antrag:1:codeliste:bezugsart',
  version: '1',
  type: 1,
  codes: { nachreichung: 'Nachreichung', ruecknahme: 'Rücknahme' },
};
