/**
 * Every error that Zustellwerk throws on purpose, by its stable code.
 *
 * A code never changes its meaning; messages may. No message carries personal data: what a citizen wrote is named by
 * its field, never by its value.
 */
export const errorCodes = {
  CONFIG_INVALID: 'The configuration has faults; each names file, line, column and what would be right.',
  SECRET_MISSING: 'A secret that the configuration refers to could not be read.',
  DATABASE_UNAVAILABLE: 'The database cannot be reached or started.',
  DATABASE_NEWER: 'The database was migrated by a newer version of Zustellwerk.',
  SEAL_KEY_UNKNOWN: 'Sealed bytes name a key that is not configured.',
  SEAL_BROKEN: 'Sealed bytes do not open: they were changed, or belong to another row.',
  SCHEMA_BROKEN: 'An XML schema does not compile, or an import of it was not found.',
  CODE_LIST_BROKEN: 'A file is no code list, or lacks what makes it one: address, version, columns, unique codes.',
  XML_REFUSED: 'An XML document is refused before parsing: too large, too deep, or with a DTD or entities.',
  XML_MALFORMED: 'An XML document is not well-formed.',
  MULTIPART_UNREADABLE: 'A multipart body is malformed, cut, or larger than allowed.',
  MESSAGE_UNREADABLE: 'An XML document does not fit the message definition that it was read with.',
  MESSAGE_DEFECT: 'A message of our own making is invalid and no field of the portal explains it: a bug of ours.',
  CONTRACT_IMPOSSIBLE: 'An interface contract cannot be made: something that it states is not declared.',
  QUARANTINE_FULL: 'Too many replies of one destination wait for a person to look at them.',
  FOLDER_NOT_EMPTIED: 'A drop folder cannot be read, or sets stay in it; the message says why.',
  SCANNER_UNAVAILABLE: 'The malware scanner does not answer; what has to be scanned waits.',
  MAILBOX_NOT_EMPTIED: 'A mailbox at an XTA server does not answer, or messages stay in it; the message says why.',
  REPLIES_NOT_FETCHED: 'Not all replies could be fetched from where a procedure leaves them.',
  CONTRACT_BROKEN: 'What the gateway would send no longer fits an agreed contract.',
  CONTRACT_UNREADABLE: 'A file is not the interface contract that it should be.',
  ADAPTER_INVALID: 'An adapter could not be loaded, or its declaration is wrong.',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An error with a stable code. `cause` is always kept: the first cause is what an operator needs to see. */
export class ZustellwerkError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'ZustellwerkError';
    this.code = code;
  }
}
