import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url);
const page = new URL('docs/write-an-adapter.md', root);

/** The code blocks of `docs/write-an-adapter.md` that are files, by name. */
export function documentedFiles(): ReadonlyMap<string, string> {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```js (\S+)\n([\s\S]*?)^```/gm);
  return new Map(Array.from(blocks, ([, name = '', text = '']) => [name, text]));
}

/** Writes the files into a folder; outside of an installed package they import the sources. */
export function writeDocumented(change: (adapter: string) => string = (text) => text): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'documented-')), 'kommunal-rest');
  mkdirSync(folder);
  for (const [name, text] of documentedFiles()) {
    const changed = name === 'adapter.js' ? change(text) : text;
    const bound = changed
      .replaceAll("'zustellwerk/sdk'", JSON.stringify(new URL('src/sdk.ts', root).href))
      .replaceAll("'zustellwerk/testing'", JSON.stringify(new URL('src/kit.ts', root).href));
    writeFileSync(
      join(folder, name.replace(/\.js$/, '.mjs')),
      bound.replaceAll("'./rig.js'", "'./rig.mjs'").replaceAll('./adapter.js', './adapter.mjs'),
    );
  }
  return folder;
}
