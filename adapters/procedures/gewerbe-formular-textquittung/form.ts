interface FormFile {
  readonly name: string;
  /** ASCII. */
  readonly fileName: string;
  readonly content: Uint8Array;
}

/**
 * A body of `multipart/form-data` (RFC 7578), the same for the same delivery. A line of the message cannot be taken for the
 * boundary: a message has no delivery key in it.
 */
export function writeForm(
  fields: Readonly<Record<string, string>>,
  { name, fileName, content }: FormFile,
  key: string,
): { body: Uint8Array; contentType: string } {
  const boundary = `zustellwerk-${key}`;
  const texts = Object.entries(fields).map(
    ([field, text]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${text}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: application/xml\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(texts.join('') + head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
