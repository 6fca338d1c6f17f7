import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startProcedure } from '../src/simulators/procedure.ts';
import { createApiKey } from '../src/store/api-keys.ts';
import { createTestDatabase } from '../src/testing/database.ts';
import { endGatewayProcess, type GatewayProcess, startGatewayProcess } from '../src/testing/gateway-process.ts';
import { sampleSubmission } from '../src/testing/test-gateway.ts';
import { waitUntil } from '../src/testing/wait-until.ts';

it('two gateways share one database, and one takes over what the other was doing when it was killed', {
  timeout: 90_000,
}, async () => {
  const database = await createTestDatabase();
  const data = await mkdtemp(join(tmpdir(), 'two-'));
  await using procedure = await startProcedure({ token: 'secret' });
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    ZUSTELLWERK_DATA: data,
    ZUSTELLWERK_SEAL_KEY: 'env:SEAL_KEY',
    SEAL_KEY: randomBytes(32).toString('base64'),
    PORT: '0',
    MELDEWESEN_URL: procedure.url,
    GEWERBE_URL: procedure.url,
    MELDEWESEN_TOKEN: 'secret',
    GEWERBE_TOKEN: 'secret',
  };
  const { key } = await createApiKey(database.kysely, 'portal', 'kreisportal', new Date());
  const first = await startGatewayProcess(env);
  let second: GatewayProcess | undefined;
  try {
    const submit = async (url: string) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const response = await fetch(`${url}/v1/submissions`, {
        method: 'POST',
        headers,
        body: JSON.stringify(sampleSubmission()),
      });
      expect(response.status).toBe(202);
    };
    const count = async (where: string) =>
      (await database.pool.query(`select from delivery where ${where}`)).rowCount ?? 0;
    // Four answers hang in the only gateway there is: it holds all places of the destination when it dies.
    procedure.setFaults([{ kind: 'slow', ms: 60_000, times: 4 }]);
    for (let number = 0; number < 12; number += 1) await submit(first.url);
    await waitUntil(async () => (await count("state = 'sending'")) === 4);
    second = await startGatewayProcess(env);
    for (let number = 0; number < 4; number += 1) await submit(second.url);
    await endGatewayProcess(first, 'SIGKILL');
    procedure.setFaults([]);
    await waitUntil(async () => (await count("state = 'delivered'")) === 16, { within: 60_000 });
    const lost = await database.pool.query("select from event where type = 'lease-lost'");
    expect(lost.rowCount).toBe(4);
    expect(procedure.received().every(({ conflict }) => !conflict)).toBe(true);
  } finally {
    if (second) await endGatewayProcess(second, 'SIGTERM');
    await database.drop();
    await rm(data, { recursive: true, force: true });
  }
});
