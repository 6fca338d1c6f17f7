/** What an office says of an application, whatever its service. */
export interface StatusMessage {
  /** Which application is meant: exactly one of the two. */
  readonly reference: {
    /** UUID of our message. */
    readonly messageUuid?: string;
    /** The office's own number, that it told before. */
    readonly fileNumber?: string;
  };
  /** The number that the office gives, or has given. */
  readonly fileNumber?: string;
  /** Code of `statuses`. */
  readonly status: string;
  readonly text?: string;
  readonly query?: OfficeQuery;
  readonly decision?: {
    /** Code of `decisions`. */
    readonly result: string;
    readonly text?: string;
  };
  readonly documents?: readonly StatusDocument[];
}

/** What the office wants to know or have. */
export interface OfficeQuery {
  readonly text: string;
  /** Last day for the answer, `YYYY-MM-DD`. */
  readonly deadline?: string;
  /** Documents that are wanted, in words. */
  readonly wanted?: readonly string[];
}

export interface StatusDocument {
  readonly label: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** SHA-512 of the file, in hexadecimal digits. */
  readonly sha512: string;
  /** The file in base64. */
  readonly content: string;
}
