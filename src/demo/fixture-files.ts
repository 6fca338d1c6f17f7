import { z } from 'zod';

const fixtureFile = z.object({
  name: z.string(),
  mediaType: z.string(),
  /** Which of the service's documents it is. */
  namedAs: z.string().optional(),
  base64: z.base64(),
});

/** Files that a sample submission brings along, in the file of the fixture. */
export const fixtureFiles = z.array(fixtureFile).default([]);

export type FixtureFile = z.output<typeof fixtureFile>;

/** A sample submission with its files uploaded and named, ready to be posted. */
export async function bringFiles<Request extends object>(
  { request, files }: { readonly request: Request; readonly files?: readonly FixtureFile[] | undefined },
  upload: (path: string, content: Uint8Array, mediaType: string) => Promise<{ readonly id: string }>,
): Promise<Request> {
  if (!files || files.length === 0) return request;
  const attachments: object[] = [];
  for (const { name, mediaType, namedAs, base64 } of files) {
    const path = `/v1/attachments?name=${encodeURIComponent(name)}`;
    const { id } = await upload(path, Buffer.from(base64, 'base64'), mediaType);
    attachments.push({ id, namedAs });
  }
  return { ...request, attachments };
}
