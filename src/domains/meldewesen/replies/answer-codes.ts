import type { CodeList } from '../../../messages/code-list.ts';

/** Code lists of XMeld 26.11 in what a Meldebehörde answers, values as published in the XRepository. */

/** Why a request is turned down. */
export const refusalReasons: CodeList = {
  name: 'onlinedienste.nichterstellung.grund',
  uri: 'urn:xoev-de:xmeld:codeliste:onlinedienste.nichterstellung.grund',
  version: '1',
  type: 1,
  codes: {
    '01': 'nicht eindeutig identifiziert',
    '02': 'verstorben',
    '03': 'nicht aktuell gemeldet',
    '04': 'nicht mit Haupt- oder alleiniger Wohnung gemeldet',
  },
};

/** How far a request has come. */
export const resultStatuses: CodeList = {
  name: 'onlinedienste.abruf.ergebnisstatus',
  uri: 'urn:xoev-de:xmeld:codeliste:onlinedienste.abruf.ergebnisstatus',
  version: '1',
  type: 1,
  codes: {
    '01': 'Daten übermittelt',
    '02': 'Versand nach Zahlung',
    '03': 'Antrag Selbstauskunft eingegangen',
  },
};

/** How a registration (1704) goes on. */
export const registrationStatuses: CodeList = {
  name: 'anmeldung.status',
  uri: 'urn:xoev-de:xmeld:codeliste:anmeldung.status',
  version: '1',
  type: 1,
  codes: {
    '01': 'Vorgang kann fortgeführt werden, Bestätigungscode folgt',
    '02': 'Vorgang kann nicht fortgeführt werden',
    '03': 'Bestätigungscode ungültig',
  },
};
