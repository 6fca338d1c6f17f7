import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** The worked example of docs/add-a-message.md, done as it is written there, in a copy of the sources. */

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs', 'add-a-message.md'), 'utf8');
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'add-a-message-'));
  for (const part of ['src', 'adapters', 'schemas', 'config', 'forms', 'fixtures', 'package.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [, file = '', text = ''] of page.matchAll(/^```\w+ (\S+\/\S+)\n([\s\S]*?)^```/gm)) write(file, text);
  edit('src/domains/index.ts', (text) =>
    `import { fundActs } from './fund/acts.ts';\n${text}`.replace('  ...kfzActs,', '  ...kfzActs,\n  ...fundActs,'),
  );
  edit('src/catalogue/data/services.json', (text) =>
    text.replace('"services": [', `"services": [\n${block('json service')},`),
  );
  const [, destination = '', route = ''] =
    /^destinations:\n([\s\S]*)^routes:\n([\s\S]*)/m.exec(block('yaml network')) ?? [];
  edit('config/network.yaml', (text) =>
    text.replace('\ndestinations:\n', `\ndestinations:\n${destination}`).replace('\nroutes:\n', `\nroutes:\n${route}`),
  );
});

afterAll(() => rmSync(copy, { recursive: true }));

function block(info: string): string {
  const text = new RegExp(`^\`\`\`${info}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1];
  if (text === undefined) throw new Error(`docs/add-a-message.md has no block "${info}"`);
  return text;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(join(copy, file), 'utf8');
  const after = change(before);
  expect(after, file).not.toBe(before);
  write(file, after);
}

async function run(...args: string[]): Promise<string> {
  const env = { ...process.env, FUND_TOKEN: 'x', MELDEWESEN_URL: 'http://127.0.0.1:9/', MELDEWESEN_TOKEN: 'x' };
  const options = { cwd: copy, env: { ...env, GEWERBE_URL: 'http://127.0.0.1:9/', GEWERBE_TOKEN: 'x' } };
  return (await promisify(execFile)(process.execPath, args, options)).stdout;
}

it('builds the message, proves it and reads it back', async () => {
  write(
    'try.ts',
    `import { readFileSync } from 'node:fs';
import { fundanzeige0001 } from './src/domains/fund/fundanzeige.ts';
import { fundanzeigeData } from './src/domains/fund/fundanzeige-data.ts';
import { buildMessage } from './src/messages/build.ts';
import { checkContent } from './src/messages/check.ts';
import { readMessage } from './src/messages/read.ts';
import { loadSchemas } from './src/messages/schemas.ts';
import { validate } from './src/messages/validate.ts';
import { readXml } from './src/messages/xml-read.ts';
const { data } = JSON.parse(readFileSync('fixtures/fundanzeige/native-bicycle.json', 'utf8')).request;
const party = { kennung: 'dbs:03457013', name: 'Muster' };
const product = { name: 'Zustellwerk', manufacturer: 'Zustellwerk', version: '0' };
const head = { uuid: '565d52a0-1cf8-4042-8406-344e3b681dfe', createdAt: '2026-11-25T10:15:30.123+01:00', reader: party, author: party, product };
const { definition } = fundanzeige0001;
const xml = buildMessage(definition, { head, data });
console.log(JSON.stringify({
  data: fundanzeigeData.check(data, { today: '2026-11-25' }),
  future: fundanzeigeData.check({ ...data, foundOn: '2026-11-26' }, { today: '2026-11-25' }),
  content: checkContent(definition.root, { head, data }),
  verdict: await validate(xml, await loadSchemas()),
  same: JSON.stringify(readMessage(definition, readXml(xml)).data) === JSON.stringify(data),
}));
`,
  );
  expect(JSON.parse(await run('try.ts'))).toEqual({
    data: [],
    future: [{ path: ['foundOn'], rule: 'date-in-future' }],
    content: [],
    verdict: { kind: 'valid', namespace: 'urn:zustellwerk:fund:1', root: 'portal2fundbuero.fundanzeige.0001' },
    same: true,
  });
});

it('makes the contract for the vendor, whose samples are what they are called', async () => {
  await run('src/cli/main.ts', 'contract', 'build', 'fundanzeige', 'leer-fundbuero', '--out', 'contracts');
  const pack = JSON.parse(readFileSync(join(copy, 'contracts', 'fundanzeige-leer-fundbuero', 'contract.json'), 'utf8'));
  expect(pack.samples.map(({ id, schema, brokenRules }: Record<string, unknown>) => [id, schema, brokenRules])).toEqual(
    [
      ['valid-minimal', 'valid', []],
      ['valid-full', 'valid', []],
      ['schema-invalid', 'invalid', []],
      ['rule-invalid', 'valid', ['fund-0001-zukunft']],
    ],
  );
  const samples = pack.samples.map(({ file }: { file: string }) => join('contracts/fundanzeige-leer-fundbuero', file));
  const judged = JSON.parse(await run('src/cli/main.ts', 'message', 'check', '--json', samples[0], samples[1]));
  expect(judged.messages.map(({ verdict, rules }: Record<string, unknown>) => [verdict, rules])).toEqual([
    ['valid', []],
    ['valid', []],
  ]);
});

it('has nothing that the network file would not take', async () => {
  expect(await run('src/cli/main.ts', 'config', 'check', 'config/network.yaml')).not.toMatch(/fund/i);
});
