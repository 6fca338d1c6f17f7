import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkImports } from '../bin/check-imports.ts';

const root = join(import.meta.dirname, '..');

/** Forbidden imports, by the file that they are planted in. */
const planted: Record<string, string> = {
  'src/store/upwards-type.ts': "import type { Plan } from '../intake/plan.ts';",
  'src/messages/upwards.ts': "import { startWorker } from '../delivery/worker.ts';",
  'src/intake/upwards-late.ts': "await import('../api/app.ts');",
  'src/delivery/upwards-again.ts': "export { createApp } from '../api/app.ts';",
  'src/api/meeting.ts': "import { openGateway } from '../gateway.ts';",
  'src/api/staged.ts': "import { startProcedure } from '../simulators/procedure.ts';",
  'src/api/door.ts': "import { defineProfile } from '../sdk.ts';",
  'src/delivery/by-name.ts': "import xoevHttps from '../../adapters/procedures/xoev-https/adapter.ts';",
  'src/store/cycle-a.ts': "import type { B } from './cycle-b.ts'; export type A = B;",
  'src/store/cycle-b.ts': "import type { A } from './cycle-a.ts'; export type B = A;",
  'src/fit-connect/at-home.ts': "import { nearest } from '../nearest.ts';",
  'src/cellar/homeless.ts': "import '../errors.ts';",
  'adapters/procedures/nosy/adapter.ts': "import { openDatabase } from '../../../src/store/database.ts';",
  'adapters/procedures/laden/adapter.ts': "import pg from 'pg';",
  'adapters/procedures/jealous/adapter.ts': "import { options } from '../xoev-https/options.ts';",
};

let house: string;
let faults: readonly string[];

beforeAll(async () => {
  house = mkdtempSync(join(tmpdir(), 'zustellwerk-house-'));
  for (const place of ['src', 'adapters']) cpSync(join(root, place), join(house, place), { recursive: true });
  for (const [file, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), `${text}\n`);
  }
  ({ faults } = await checkImports(house));
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('a planted import', () => {
  it.each([
    ['upwards-from-1: src/store/upwards-type.ts → src/intake/plan.ts'],
    ['upwards-from-2: src/messages/upwards.ts → src/delivery/worker.ts'],
    ['upwards-from-3: src/intake/upwards-late.ts → src/api/app.ts'],
    ['upwards-from-3: src/delivery/upwards-again.ts → src/api/app.ts'],
    ['composition-from-below: src/api/meeting.ts → src/gateway.ts'],
    ['stage-from-house: src/api/staged.ts → src/simulators/procedure.ts'],
    ['sdk-inside-house: src/api/door.ts → src/sdk.ts'],
    ['adapter-by-name: src/delivery/by-name.ts → adapters/procedures/xoev-https/adapter.ts'],
    ['fit-connect-alone: src/fit-connect/at-home.ts → src/nearest.ts'],
    ['homeless: src/cellar/homeless.ts → src/errors.ts'],
    ['adapter-into-house: adapters/procedures/nosy/adapter.ts → src/store/database.ts'],
    ['adapter-into-house: adapters/procedures/laden/adapter.ts → pg'],
    ['adapter-into-house: adapters/procedures/jealous/adapter.ts → adapters/procedures/xoev-https/options.ts'],
  ])('is found: %s', (fault) => {
    expect(faults).toContain(fault);
  });

  it('is found in a cycle, also one of types only', () => {
    expect(faults).toContainEqual(expect.stringMatching(/^cycle: src\/store\/cycle-[ab]\.ts → .*cycle-[ab]\.ts/));
  });
});

it('finds nothing in the house itself, and has looked', async () => {
  const { modules, imports, faults } = await checkImports(root);
  expect(faults).toEqual([]);
  expect(modules).toBeGreaterThan(150);
  expect(imports).toBeGreaterThan(modules);
});

it('does not pass where there is nothing to see', async () => {
  expect((await checkImports(join(root, 'schemas'))).faults).toEqual(['no modules in src or adapters']);
});
