/** A media type with its parameters; names and type in lower case, values as they stand (RFC 9110, 8.3.1). */
export interface ContentType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

/** Reads a Content-Type. What is not one has an empty type. */
export function readContentType(header: string | null | undefined): ContentType {
  const text = header ?? '';
  const parameters = [...text.matchAll(parameter)].map(([, name = '', quoted, bare]) => {
    return [name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? ''] as const;
  });
  return { type: (text.split(';', 1)[0] ?? '').trim().toLowerCase(), parameters: new Map(parameters) };
}

/** Writes a Content-Type; all values are quoted. */
export function writeContentType(type: string, parameters: Readonly<Record<string, string>>): string {
  const written = Object.entries(parameters).map(
    ([name, value]) => `; ${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`,
  );
  return type + written.join('');
}
