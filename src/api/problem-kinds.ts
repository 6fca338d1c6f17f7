import type { ContentfulStatusCode } from 'hono/utils/http-status';

interface Kind {
  readonly status: ContentfulStatusCode;
  readonly de: string;
  readonly en: string;
  /** For `docs/problems.md` and the page behind the type URI: what to do. */
  readonly remedy: string;
}

/** All kinds of problems (RFC 9457). The name is the last part of `type` and never changes its meaning. */
export const problemKinds = {
  'malformed-json': {
    status: 400,
    de: 'Der Inhalt ist kein gültiges JSON',
    en: 'The body is not valid JSON',
    remedy: 'Correct the JSON at the given line and column.',
  },
  'malformed-request': {
    status: 400,
    de: 'Die Anfrage hat unzulässige Parameter',
    en: 'The request has parameters that are not allowed',
    remedy: 'Correct the parameters that `detail` names.',
  },
  unauthenticated: {
    status: 401,
    de: 'Es fehlt ein gültiger Schlüssel',
    en: 'A valid key is missing',
    remedy:
      'Send `Authorization: Bearer KEY` with a key that was not revoked. Keys are made with `zustellwerk key create`.',
  },
  'callback-refused': {
    status: 401,
    de: 'Der Callback ist nicht authentisch',
    en: 'The callback is not authentic',
    remedy:
      'Check that secret and address are those of the source or delivery, and that the clocks agree: a timestamp may be five minutes off.',
  },
  forbidden: {
    status: 403,
    de: 'Diese Rolle darf das nicht',
    en: 'This role may not do that',
    remedy:
      'Use a key of the role that the operation asks for: portals submit, vendors answer and fetch, clerks use mailboxes, operators redrive.',
  },
  'outside-scope': {
    status: 403,
    de: 'Das darf dieses Portal nicht',
    en: 'This portal may not do that',
    remedy:
      '`detail` says what was wanted and what is allowed. The operator widens `scope` of the portal in the network file.',
  },
  'too-many-requests': {
    status: 429,
    de: 'Zu viele Anfragen',
    en: 'Too many requests',
    remedy: 'Try again after the time in `Retry-After`; the header `RateLimit` says what is left. Nothing was stored.',
  },
  'not-found': {
    status: 404,
    de: 'Nicht gefunden',
    en: 'Not found',
    remedy: 'Check the id. What belongs to somebody else gives the same answer as what does not exist.',
  },
  'reference-used': {
    status: 409,
    de: 'Diese Referenz wurde bereits verwendet',
    en: 'This reference was used already',
    remedy:
      'The same submission was probably sent twice: `submission` names the first one. For a deliberate second one, use another reference or an `Idempotency-Key`.',
  },
  'not-redrivable': {
    status: 409,
    de: 'Diese Zustellung kann nicht erneut angestoßen werden',
    en: 'This delivery cannot be redriven',
    remedy:
      'Only parked and rejected deliveries can be redriven, and waiting ones made due at once. What is under way or cancelled cannot be mapped again; `detail` says what stands in the way.',
  },
  'not-cancellable': {
    status: 409,
    de: 'Diese Zustellung kann nicht abgebrochen werden',
    en: 'This delivery cannot be cancelled',
    remedy:
      'Only what waits, is blocked, parked or rejected can be cancelled. Pause the destination to stop what is tried.',
  },
  'needs-confirmation': {
    status: 409,
    de: 'Die Nachricht ist angekommen, oder niemand weiß es',
    en: 'The message has arrived, or nobody knows whether it has',
    remedy:
      'A new message would be a second one for the office. Ask there; then repeat the request with `"confirm": true`.',
  },
  'not-taken': {
    status: 409,
    de: 'Diese Zustellung wurde noch nicht abgeholt',
    en: 'This delivery was not taken yet',
    remedy: 'Take it first: `GET /v1/inbox/{destination}`, or download it from the mailbox.',
  },
  'lease-lost': {
    status: 409,
    de: 'Die Frist ist abgelaufen, und jemand anderes hat diese Zustellung abgeholt',
    en: 'The lease ran out, and somebody else has taken this delivery',
    remedy:
      'Nothing was changed; `detail` says until when the other one holds it. Whoever took it acknowledges it. Extend leases before they run out.',
  },
  'already-settled': {
    status: 409,
    de: 'Diese Zustellung ist bereits anders ausgegangen',
    en: 'This delivery has ended otherwise already',
    remedy: 'Nothing was changed; `detail` is its state. An operator can redrive what was rejected.',
  },
  'reply-changed': {
    status: 409,
    de: 'Unter dieser UUID kam bereits eine andere Antwort',
    en: 'Another reply came under this UUID before',
    remedy:
      'The same reply is sent again byte for byte; what is new has a `nachrichtenUUID` of its own. The first one stands, and an operator was told.',
  },
  'not-held': {
    status: 409,
    de: 'Diese Einreichung wartet auf keine Zahlung',
    en: 'This submission waits for no payment',
    remedy:
      'Nothing was changed; `detail` is its state. After its term a submission that was not paid is rejected: submit again.',
  },
  'too-large': {
    status: 413,
    de: 'Der Inhalt ist zu groß',
    en: 'The body is too large',
    remedy:
      'A submission has at most 2 MiB of JSON, a finished message at most 16 MiB, an attachment at most 100 MiB, a reply at most 16 MiB. Send files as attachments.',
  },
  'unsupported-media-type': {
    status: 415,
    de: 'Dieser Inhaltstyp wird nicht angenommen',
    en: 'This content type is not taken',
    remedy:
      'Send `Content-Type: application/json` (UTF-8), or `application/xml` (UTF-8) with a finished message; for a reply `application/xml`; for an attachment the media type of the file.',
  },
  'malware-found': {
    status: 422,
    de: 'In der Datei wurde Schadsoftware gefunden',
    en: 'Malware was found in the file',
    remedy:
      'The file was not stored; a reply with it is kept for operators. Tell whoever made it; do not send it again.',
  },
  'media-type-contradicted': {
    status: 422,
    de: 'Der Inhalt der Datei ist nicht vom angegebenen Typ',
    en: 'The content of the file is not of the stated type',
    remedy:
      'Nothing was stored. `detail` has both types, `?` where nothing is known. State what the file is, `application/octet-stream` where you do not know; perhaps the applicant renamed it, or it is damaged.',
  },
  'digest-differs': {
    status: 422,
    de: 'Die Datei hat einen anderen Hashwert',
    en: 'The file has another digest',
    remedy: 'The file did not arrive as you have it, and was not stored: send it again.',
  },
  invalid: {
    status: 422,
    de: 'Die Einreichung kann so nicht zugestellt werden',
    en: 'The submission cannot be delivered as it is',
    remedy: 'Correct every field that `errors` names: pointer, rule and what would be right. Nothing was stored.',
  },
  'not-a-reply': {
    status: 422,
    de: 'Das ist keine Antwort, die gelesen werden kann',
    en: 'This is no reply that can be read',
    remedy:
      'Send one of the messages that offices answer with, as `docs/messages` describes it. `detail` says what is wrong: `empty`, `refused`, `not-xml`, `not-a-reply`, `schema-invalid`, `contradictory`, `not-understood`, `rule-broken` with the ids of the rules, or `damaged`. `zustellwerk message check` tells more.',
  },
  'not-a-receipt': {
    status: 422,
    de: 'Das ist keine Quittung für diese Nachricht, die gelesen werden kann',
    en: 'This is no receipt for this message that can be read',
    remedy:
      'Send `zustellwerk-quittung/1/quittung` as it is described in `docs/messages`, for the UUID of this message; one that accepts to `acknowledge`, one that refuses to `refuse`. `detail` says what is wrong.',
  },
  'configuration-refused': {
    status: 422,
    de: 'Die Konfiguration wurde nicht übernommen',
    en: 'The configuration was not taken up',
    remedy:
      'Nothing has changed: the gateway goes on with what it has. Correct what `errors` names, check with `zustellwerk config check`, and reload again.',
  },
  'key-reused': {
    status: 422,
    de: 'Dieser Idempotency-Key wurde mit anderem Inhalt verwendet',
    en: 'This Idempotency-Key was used with another body',
    remedy:
      'Use a new key for a new submission; repeat the very same bytes to get the first answer again. Of a finished message its `nachrichtenUUID` is the key.',
  },
  internal: {
    status: 500,
    de: 'Fehler im Zustellwerk',
    en: 'Fault of Zustellwerk',
    remedy: 'Not your fault. Nothing was stored. Tell the operator the `instance`; trying again later may help.',
  },
  unavailable: {
    status: 503,
    de: 'Zurzeit nicht verfügbar',
    en: 'Not available at the moment',
    remedy: 'Try again after the time in `Retry-After`.',
  },
} as const satisfies Record<string, Kind>;

export type ProblemKind = keyof typeof problemKinds;
