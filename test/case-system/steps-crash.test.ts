import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createApiKey } from '../../src/store/api-keys.ts';
import { createTestDatabase } from '../../src/testing/database.ts';
import { endGatewayProcess, startGatewayProcess } from '../../src/testing/gateway-process.ts';
import { sampleSubmission } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { type SeenCall, startCaseSystem, writeCaseNetwork } from './case-system.ts';

const deliveries = 4;

it.each(['open', 'file'] as const)(
  'a gateway that is killed in step "%s" of a delivery repeats that step alone, with the same key',
  { timeout: 90_000 },
  async (step) => {
    const database = await createTestDatabase();
    const data = await mkdtemp(join(tmpdir(), 'steps-'));
    await using office = await startCaseSystem();
    const env = {
      ...process.env,
      DATABASE_URL: database.url,
      ZUSTELLWERK_DATA: data,
      ZUSTELLWERK_CONFIG: await writeCaseNetwork(data),
      ZUSTELLWERK_SEAL_KEY: 'env:SEAL_KEY',
      SEAL_KEY: randomBytes(32).toString('base64'),
      PORT: '0',
      MELDEWESEN_URL: office.url,
      GEWERBE_URL: office.url,
      MELDEWESEN_TOKEN: 'secret',
      GEWERBE_TOKEN: 'secret',
    };
    const { key } = await createApiKey(database.kysely, 'portal', 'kreisportal', new Date());
    let gateway = await startGatewayProcess(env);
    try {
      // The office has carried the step out when the gateway dies: it alone knows.
      let killed: Promise<void> | undefined;
      let before: SeenCall[] = [];
      office.disturb((call) => {
        if (
          killed === undefined &&
          call.step === step &&
          office.seen.filter((each) => each.step === step).length === 2
        ) {
          killed = endGatewayProcess(gateway, 'SIGKILL');
          before = [...office.seen];
        }
        return killed === undefined ? undefined : 'cut';
      });
      for (let number = 0; number < deliveries; number += 1) {
        const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
        const body = JSON.stringify(sampleSubmission());
        const response = await fetch(`${gateway.url}/v1/submissions`, { method: 'POST', headers, body }).catch(
          () => undefined,
        );
        if (response === undefined) break;
      }
      await waitUntil(() => killed !== undefined);
      await killed;
      office.disturb(() => undefined);
      gateway = await startGatewayProcess(env);
      const states = async () =>
        (await database.pool.query<{ state: string }>('select state from delivery')).rows.map(({ state }) => state);
      await waitUntil(async () => (await states()).every((state) => state === 'handed-over'), { within: 60_000 });

      const accepted = (await database.pool.query<{ id: string }>('select id from delivery')).rows.map(({ id }) => id);
      expect(new Set(office.filed.keys())).toEqual(new Set(accepted));
      const count = (calls: readonly SeenCall[], of: string, which: string) =>
        calls.filter((call) => call.key === of && call.step === which).length;
      for (const id of accepted) {
        const wasFiling = count(before, id, 'file') > 0;
        // A case whose message was under way had been opened, and was not opened again.
        if (wasFiling) expect(count(office.seen, id, 'open')).toBe(1);
        // The office was asked before anything was repeated: what it had filed was not sent again.
        expect(count(office.seen, id, 'file')).toBe(1);
        expect(count(office.seen, id, 'open')).toBeLessThanOrEqual(2);
      }
      expect(office.seen.some(({ step: seen }) => seen === 'ask')).toBe(true);
    } finally {
      await endGatewayProcess(gateway, 'SIGTERM');
      await database.drop();
      await rm(data, { recursive: true, force: true });
    }
  },
);
