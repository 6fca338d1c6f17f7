import type { Reason } from './reasons.ts';

/** All that this library throws on purpose. `code` is stable, one for each class. */
export abstract class FitConnectError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * Something from outside was refused. Message and code are the same for all refusals of a class; `reason` says more and
 * is for logs inside only, so it does not appear when the error is serialised.
 */
export abstract class Refused extends FitConnectError {
  readonly #reason: Reason;

  constructor(reason: Reason, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.#reason = reason;
  }

  get reason(): Reason {
    return this.#reason;
  }
}

/** A key breaks the rules. Key rules are public, so the message may say which. */
export class KeyRefused extends Refused {
  readonly code = 'KEY_REFUSED';

  constructor(reason: Reason, detail: string, options?: { cause?: unknown }) {
    super(reason, `The key is refused: ${detail}`, options);
  }
}

/** Encrypted content does not open, for whatever reason. */
export class DecryptionRefused extends Refused {
  readonly code = 'DECRYPTION_REFUSED';

  constructor(reason: Reason) {
    super(reason, 'The content could not be decrypted.');
  }
}

/** A security event token, or a log of them, cannot be trusted. */
export class SecurityEventRefused extends Refused {
  readonly code = 'SECURITY_EVENT_REFUSED';

  constructor(reason: Reason, options?: { cause?: unknown }) {
    super(reason, 'The security event is not trusted.', options);
  }
}

/** A callback is not authentic; answer 401. */
export class CallbackRefused extends Refused {
  readonly code = 'CALLBACK_REFUSED';

  constructor(reason: Reason) {
    super(reason, 'The callback is not authentic.');
  }
}

/** A callback is authentic, but its body is not what a callback holds; answer 400. */
export class CallbackMalformed extends FitConnectError {
  readonly code = 'CALLBACK_MALFORMED';

  constructor() {
    super('The body of the callback is not of a known form.');
  }
}

/** The signed addressing information of a route cannot be trusted. */
export class AddressingRefused extends Refused {
  readonly code = 'ADDRESSING_REFUSED';

  constructor(reason: Reason, options?: { cause?: unknown }) {
    super(reason, 'The addressing information is not trusted.', options);
  }
}
