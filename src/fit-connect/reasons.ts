/**
 * Why something was refused, for the operator's log and for tests. A reason never changes its meaning.
 *
 * Reasons stay inside: what a caller on the outside sees is the error's message, which is the same for all reasons of a
 * class. Otherwise the answers to forged content would tell a forger how far it came.
 */
export const reasons = {
  KEY_MALFORMED: 'The key is no JSON Web Key, or a member has the wrong form.',
  KEY_NOT_RSA: 'The key is of another type than RSA.',
  KEY_TOO_SMALL: 'The modulus has fewer than 4096 bits.',
  KEY_EXPONENT: 'The public exponent is not 65537 (AQAB).',
  KEY_ALGORITHM: 'The algorithm of the key is not the one of its purpose.',
  KEY_OPERATIONS: 'The allowed operations of the key are not the ones of its purpose.',
  KEY_ID: 'The key id is missing or has not 8 to 64 characters.',
  KEY_OTHER: 'The key has another id than the one that was asked for.',
  KEY_PRIVATE: 'A key that others can read has private members.',
  KEY_INCOMPLETE: 'Members of the private key are missing or do not fit each other.',
  CERTIFICATE_MISSING: 'The key has no certificate.',
  CERTIFICATE_MALFORMED: 'A certificate of the chain cannot be read.',
  CERTIFICATE_OTHER_KEY: 'The first certificate is for another key.',
  CERTIFICATE_EXPIRED: 'A certificate of the chain is not valid at this time.',
  CERTIFICATE_UNTRUSTED: 'The chain does not lead to a trusted root.',
  CERTIFICATE_REVOKED: 'A certificate of the chain was revoked.',
  TRUST_MISUSED: 'The trust settings do not fit the environment.',

  JWE_MALFORMED: 'The text is no JWE in compact form.',
  JWE_ALGORITHM: 'Another algorithm than RSA-OAEP-256 with A256GCM.',
  JWE_CRITICAL: 'The header demands an extension.',
  JWE_COMPRESSED: 'Compression where the version of the API forbids it, or one that is not DEF.',
  JWE_CONTENT_TYPE: 'The content type that version 2 demands is missing or another one.',
  JWE_KEY_UNKNOWN: 'No key with the id of the header.',
  JWE_UNDECIPHERABLE: 'The content does not open with the key: wrong key, or changed bytes.',
  JWE_TOO_LARGE: 'The content exceeds the limit, compressed or not.',

  SET_MALFORMED: 'The text is no JWS in compact form with a JSON payload.',
  SET_HEADER: 'Type, algorithm or key id of the header are not those of a security event.',
  SET_CLAIMS: 'A claim is missing or has the wrong form.',
  SET_ISSUER: 'Neither the delivery service nor the destination of the submission issued it.',
  SET_KEY_UNKNOWN: 'The issuer has no key with the id of the header.',
  SET_KEY: "The issuer's key breaks the rules for signature keys.",
  SET_SIGNATURE: 'The signature does not fit.',
  SET_SUBJECT: 'It is about another submission or reply.',
  SET_CASE: 'It belongs to another case.',
  SET_AUTHOR: 'Its author may not report this event.',
  SET_PAYLOAD: "The event's payload has the wrong form.",
  LOG_REPEATED: 'The log holds the same event twice.',
  LOG_TRANSITION: 'An event cannot follow the one before it.',
  LOG_UNFINISHED: 'The log has no submit event, or one without authentication tags.',
  LOG_CLOSED: 'The submission was already answered or deleted.',

  CALLBACK_HEADER: 'A header of the authentication is missing or has the wrong form.',
  CALLBACK_TIME: 'The timestamp is not within five minutes of now.',
  CALLBACK_AUTHENTICATION: 'The authentication does not fit secret, timestamp and body.',
  CALLBACK_REPLAYED: 'The same callback was taken before.',
  CALLBACK_SECRET: 'The secret has not 32 to 512 characters.',

  METADATA_SYNTAX: 'The metadata are no JSON in UTF-8.',
  METADATA_SCHEMA_MISSING: 'The metadata name no schema where one is needed.',
  METADATA_SCHEMA_UNSUPPORTED: 'The metadata name a schema that is not supported here.',
  METADATA_INVALID: 'The metadata break their schema.',

  TAG_MISMATCH: 'The tag of a part is not the one in the submit event.',
  ATTACHMENTS_DIFFER: 'Submission, metadata, tags and what was fetched name different attachments.',
  ATTACHMENT_MISSING: 'An attachment is named, but the service does not have it.',
  DATA_MISSING: 'Data are named but missing, or there but not named.',
  DATA_SYNTAX: 'The data are not of their media type.',
  DATA_INVALID: 'The data break their schema.',
  HASH_MISMATCH: 'The hash of a part is not the one in the metadata.',
  SERVICE_UNSUPPORTED: 'The destination does not offer the service.',
  DATA_SCHEMA_UNSUPPORTED: 'The destination does not take data of this schema.',
  REPLY_CHANNEL_UNSUPPORTED: 'The destination does not offer the reply channel.',
  FRAGMENTS_UNSUPPORTED: 'An attachment comes in fragments; how they are joined is not known.',
  TOO_MANY_ATTACHMENTS: 'More attachments than a submission may have.',

  ADDRESSING_MALFORMED: 'The signed addressing information is no JWS of the expected form.',
  ADDRESSING_ISSUER: 'An issuer that is not on the list signed the addressing information.',
  ADDRESSING_KEY_UNKNOWN: 'The issuer has no key with the id of the header, or the key breaks the rules.',
  ADDRESSING_SIGNATURE: 'The signature of the addressing information does not fit.',
  ADDRESSING_DESTINATION: 'The signed destination is another one than that of the route.',
  ADDRESSING_HOST: 'The signed host is none of the environment.',
  ADDRESSING_COVERAGE: 'The signed information does not cover the service and the area.',
} as const;

export type Reason = keyof typeof reasons;
