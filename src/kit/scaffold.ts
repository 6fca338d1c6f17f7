import { readdirSync, readFileSync } from 'node:fs';

/** Ways to take messages that there is a scaffold for: the folders of `scaffold/`. */
export const transports = ['https', 'folder', 'xta', 'mail'] as const;

type Transport = (typeof transports)[number];

/** The files of a new adapter, by name. */
export function scaffoldFiles(id: string, transport: Transport): Readonly<Record<string, string>> {
  const folder = new URL(`./scaffold/${transport}/`, import.meta.url);
  const files = readdirSync(folder).map((name) => [
    name,
    readFileSync(new URL(name, folder), 'utf8').replaceAll('my-adapter', id),
  ]);
  // Whatever stands above it: `npm init` makes folders whose modules are CommonJS.
  const manifest = JSON.stringify({ private: true, type: 'module' }, null, 2);
  return { ...Object.fromEntries(files), 'package.json': `${manifest}\n` };
}
