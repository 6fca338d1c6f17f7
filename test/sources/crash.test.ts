import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { startSftpServer } from '../../src/simulators/sftp-server.ts';
import { createTestDatabase } from '../../src/testing/database.ts';
import { endGatewayProcess, type GatewayProcess, startGatewayProcess } from '../../src/testing/gateway-process.ts';
import { sampleSubmission } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';

/** The gateway is killed when it has stored something, and has not said so yet where it came from. */
it('kill -9 between our commit and what is written back: one submission each, and it is written after the restart', {
  timeout: 120_000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'sources-crash-'));
  const folder = mkdtempSync(join(tmpdir(), 'sources-crash-folder-'));
  const database = await createTestDatabase();
  let running: GatewayProcess | undefined;
  /** What has stored something, and is stopped before it says so. */
  const reached = new Set<string>();
  const stopped = Promise.withResolvers<void>();
  const reach = (place: string) => {
    if (reached.size === 2) return;
    reached.add(place);
    if (reached.size === 2) running?.process.kill('SIGKILL');
  };

  const fine = JSON.parse(readFileSync('fixtures/meldebescheinigung/antragsmanagement-4.json', 'utf8')).request.data;
  const entry = { process: '17', payload: fine.payload, status: 'NEW' };
  const app = new Hono();
  app.get('/*', (c) => c.json(entry.status === 'NEW' ? [entry] : []));
  app.put('/*', async (c) => {
    const { status } = await c.req.json<{ status: string }>();
    if (reached.size === 2) entry.status = status;
    else {
      reach('portal');
      await stopped.promise;
    }
    return c.body(null, 204);
  });
  const portal = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false });
  await once(portal, 'listening');

  const sftp = await startSftpServer({
    root: folder,
    user: 'zustellwerk',
    password: 'geheim',
    watch: (_, name) => {
      if (name.includes('.moves')) reach('folder');
    },
  });
  sftp.setFaults([{ at: 'open', name: /\.moves\.part$/, fault: 'silent' }]);

  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  const authentication = { method: 'eID', level: 'hoch' };
  const form = { form: 'melde-018', service: 'meldebescheinigung', region: '034570013013', authentication };
  const { port } = portal.address() as AddressInfo;
  const formSolutions = [
    {
      id: 'antraege-leer',
      authority: 'leer',
      portal: 'antragsmanagement',
      url: `http://127.0.0.1:${port}`,
      tenant: '900001',
      apiKey: 'env:FORM_KEY',
      poll: '50ms',
      forms: [form],
    },
  ];
  const { form: _, ...application } = form;
  const dropFolders = [
    {
      id: 'ordner-leer',
      authority: 'leer',
      portal: 'kreisportal',
      folder: '/',
      host: '127.0.0.1',
      port: sftp.port,
      hostKey: sftp.hostKey,
      user: 'zustellwerk',
      password: 'env:FOLDER_PASSWORD',
      poll: '50ms',
      ...application,
    },
  ];
  writeFileSync(join(root, 'network.yaml'), stringify({ ...network, formSolutions, dropFolders }));
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    ZUSTELLWERK_DATA: join(root, 'data'),
    ZUSTELLWERK_CONFIG: join(root, 'network.yaml'),
    ZUSTELLWERK_SEAL_KEY: 'env:SEAL_KEY',
    SEAL_KEY: randomBytes(32).toString('base64'),
    FORM_KEY: 'geheim',
    FOLDER_PASSWORD: 'geheim',
    PORT: '0',
    MELDEWESEN_URL: 'http://127.0.0.1:9/',
    GEWERBE_URL: 'http://127.0.0.1:9/',
    MELDEWESEN_TOKEN: 'secret',
    GEWERBE_TOKEN: 'secret',
  };
  const stored = async (id: string) =>
    (await database.pool.query('select 1 from submission where portal_id = $1', [id])).rowCount;
  try {
    writeFileSync(join(folder, 'A-1.json'), JSON.stringify(sampleSubmission().data));
    writeFileSync(join(folder, 'A-1.done'), '');
    running = await startGatewayProcess(env);
    const { process: child } = running;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    stopped.resolve();
    expect(child.signalCode).toBe('SIGKILL');
    expect([await stored('antragsmanagement'), await stored('kreisportal')]).toEqual([1, 1]);
    expect([entry.status, readdirSync(folder).includes('A-1.json')]).toEqual(['NEW', true]);

    // The test need not wait until the dead process has lost its sources.
    await database.pool.query('update source set lease_until = due_at');
    running = await startGatewayProcess(env);
    await waitUntil(() => entry.status === 'FETCHED');
    await waitUntil(() => !readdirSync(folder).some((name) => name.startsWith('A-1.')));
    await endGatewayProcess(running, 'SIGTERM');
    expect([await stored('antragsmanagement'), await stored('kreisportal')]).toEqual([1, 1]);
  } finally {
    running?.process.kill('SIGKILL');
    portal.close();
    await sftp.close();
    await database.drop();
    for (const each of [root, folder]) rmSync(each, { recursive: true });
  }
});
