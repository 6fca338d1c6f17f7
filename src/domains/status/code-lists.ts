import type { CodeList } from '../../messages/code-list.ts';

/** Message numbers of our own standard. */
export const messageTypes: CodeList = {
  name: 'nachrichten',
  uri: 'urn:zustellwerk:status:1:codeliste:nachrichten',
  version: '1',
  type: 1,
  codes: { '0001': 'Statusmitteilung' },
};

/** How far an office has come (modelled). */
export const statuses: CodeList = {
  name: 'status',
  uri: 'urn:zustellwerk:status:1:codeliste:status',
  version: '1',
  type: 1,
  codes: {
    '01': 'eingegangen',
    '02': 'in Bearbeitung',
    '03': 'Rückfrage',
    '04': 'entschieden',
    '05': 'abgeschlossen',
  },
};

/** What an office has decided (modelled). */
export const decisions: CodeList = {
  name: 'entscheidung',
  uri: 'urn:zustellwerk:status:1:codeliste:entscheidung',
  version: '1',
  type: 1,
  codes: { '01': 'stattgegeben', '02': 'abgelehnt', '03': 'teilweise stattgegeben' },
};
