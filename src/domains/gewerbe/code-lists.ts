import type { CodeList } from '../../messages/code-list.ts';

/**
 * Code lists of XGewerbeanzeige, as our modelled message uses them. Their key tables are not public: the form of a code
 * is checked, not its value, and the trade office has the last word.
 */
function ofXGewerbeanzeige(name: string, version: string, pattern: RegExp): CodeList {
  return { name, uri: `urn:xoev-de:xgewerbeanzeige:codeliste:${name}`, version, type: 3, pattern };
}

export const yesNoCodes = ofXGewerbeanzeige('janein', '1', /^[01]$/);
export const registrationReasons = ofXGewerbeanzeige('grundfueranmeldung', '2', /^\d{2}$/);
export const changeReasons = ofXGewerbeanzeige('grundfuerummeldung', '2', /^\d{2}$/);
export const deregistrationReasons = ofXGewerbeanzeige('grundfuerabmeldung', '2', /^\d{2}$/);
export const deregistrationCauses = ofXGewerbeanzeige('ursachefuerabmeldung', '2', /^\d{2}$/);
export const accidentInsurers = ofXGewerbeanzeige('unfallversicherungstraeger', '2', /^\d{2}$/);
export const branchTypes = ofXGewerbeanzeige('artderniederlassung', '1', /^\d$/);
export const personRoles = ofXGewerbeanzeige('funktioneinerperson', '1', /^\d$/);
export const registerTypes = ofXGewerbeanzeige('artdereintragung', '2', /^[A-Z]{1,3}$/);
export const registerCourts = ofXGewerbeanzeige('registergerichte', '7', /^[A-Z]\d{4}$/);
/** Three digits, for example 350 GmbH; not the six-digit list of XUnternehmen. */
export const legalForms = ofXGewerbeanzeige('rechtsformen', '5', /^\d{3}$/);
export const sexes = ofXGewerbeanzeige('geschlecht', '3', /^\d$/);
export const publicShares = ofXGewerbeanzeige('beteiligungoeffentlichehand', '1', /^\d$/);

/** Whether a card or title exists (1), or how it stands: list not public, so no address is written. */
export const documentStates: CodeList = {
  name: 'status',
  uri: '',
  version: '',
  type: 1,
  pattern: /^\d$/,
  attributes: 'none',
};

/** Numeric country key, 276 = Deutschland (ISO 3166 numeric); the address of its list is not public. */
export const countries: CodeList = {
  name: 'nation',
  uri: '',
  version: '2',
  type: 1,
  pattern: /^\d{3}$/,
  attributes: 'version',
};

export const nationalities: CodeList = {
  name: 'staatsangehoerigkeit',
  uri: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staatsangehoerigkeit',
  version: '2024-08-01',
  type: 3,
  pattern: /^\d{3}$/,
};

/** Message numbers of our own standard. */
export const messageTypes: CodeList = {
  name: 'nachrichten',
  uri: 'urn:zustellwerk:gewerbe:1:codeliste:nachrichten',
  version: '1',
  type: 1,
  pattern: /^\d{4}$/,
};
