import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { Context } from 'hono';
import type { Digest, IncomingFile } from '../attachments/take-file.ts';

/** The request is not one that a file could be read from; the message says why, for the caller. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
}

/**
 * The file of a request: its body, or the one file of a form (`multipart/form-data`). Nothing is read before `content` is.
 *
 * @throws UploadError also while `content` is read.
 */
export async function readUploadedFile(c: Context): Promise<IncomingFile> {
  const { body } = c.req.raw;
  if (!body) throw new UploadError('body: the file');
  const stated = c.req.header('content-type') ?? '';
  const name = c.req.query('name');
  const sha512 = c.req.query('sha512');
  if (/^multipart\/form-data\b/i.test(stated)) {
    const form = await readForm(Readable.fromWeb(body), { 'content-type': stated });
    return { ...form, name: name ?? form.name, digest: readSha512(sha512 ?? form.sha512) };
  }
  return {
    name: name ?? '',
    mediaType: stated.split(';')[0]?.trim() ?? '',
    digest: readSha512(sha512) ?? readContentDigest(c.req.header('content-digest')),
    content: body,
  };
}

type FormFile = Pick<IncomingFile, 'name' | 'mediaType' | 'content'> & { readonly sha512: string | undefined };

/** Reads a form up to its file; members that follow the file are ignored. */
async function readForm(source: Readable, headers: BusboyHeaders): Promise<FormFile> {
  const parser = openParser(headers);
  const fields = new Map<string, string>();
  parser.on('field', (name, value) => fields.set(name, value));
  const { promise: found, resolve, reject } = Promise.withResolvers<FormFile>();
  let files = 0;
  parser.on('file', (_field, stream, name, _encoding, mediaType) => {
    files += 1;
    if (files > 1) return void stream.resume();
    // What a form does not name counts as text/plain (RFC 7578, 4.4), so that is no statement.
    const stated = mediaType === 'text/plain' ? 'application/octet-stream' : mediaType;
    resolve({ name, mediaType: stated, sha512: fields.get('sha512'), content: readPart(stream) });
  });
  const ended = pipeline(source, parser).then(
    () => reject(new UploadError('body: the form has no file')),
    () => reject(new UploadError('body: the form is broken off or damaged')),
  );
  async function* readPart(stream: Readable): AsyncGenerator<Uint8Array> {
    try {
      yield* stream;
    } catch {
      throw new UploadError('body: the form is broken off or damaged');
    } finally {
      if (!stream.readableEnded) source.destroy();
    }
    await ended;
    if (files > 1) throw new UploadError('body: one file in each request');
  }
  return found;
}

function openParser(headers: BusboyHeaders): BusboyInstance {
  try {
    return new Busboy({ headers, limits: { fields: 10, fieldSize: 1_000, parts: 12 } });
  } catch (cause) {
    throw new UploadError('Content-Type: multipart/form-data with its boundary', { cause });
  }
}

function readSha512(text: string | undefined): Digest | undefined {
  if (text === undefined) return undefined;
  if (!/^[0-9a-f]{128}$/i.test(text)) throw new UploadError('sha512: 128 hexadecimal digits');
  return { algorithm: 'sha512', value: Buffer.from(text, 'hex') };
}

/** Content-Digest (RFC 9530): `sha-512=:BASE64:`. Algorithms that are not safe any more are refused rather than ignored. */
function readContentDigest(header: string | undefined): Digest | undefined {
  if (header === undefined) return undefined;
  const said = new Map(
    [...header.matchAll(/(sha-512|sha-256)=:([A-Za-z0-9+/]+=*):/g)].map(([, name, value]) => [name, value]),
  );
  for (const [name, algorithm] of [
    ['sha-512', 'sha512'],
    ['sha-256', 'sha256'],
  ] as const) {
    const value = said.get(name);
    if (value !== undefined) return { algorithm, value: Buffer.from(value, 'base64') };
  }
  throw new UploadError('Content-Digest: sha-512=:BASE64: or sha-256=:BASE64: (RFC 9530)');
}
