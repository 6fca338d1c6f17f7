import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import adapter from '../../../adapters/procedures/xta/adapter.ts';
import type { Options } from '../../../adapters/procedures/xta/options.ts';
import { writeSampleMessage } from '../../simulators/sample-message.ts';
import { type SimulatedXtaServer, startXtaServer } from '../../simulators/xta.ts';
import { testJob } from '../../testing/delivery-job.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { createMessageID } from './operations.ts';
import { withXta } from './with-xta.ts';

install();

const folder = mkdtempSync(join(tmpdir(), 'xta-tls-'));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const openssl = (...parameters: string[]) => execFileSync('openssl', parameters, { cwd: folder, stdio: 'pipe' });

/** A certificate of its own, signed by itself or by another one. */
function certify(name: string, by?: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`];
  openssl('req', '-new', ...key, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  writeFileSync(join(folder, 'san'), by ? 'subjectAltName=IP:127.0.0.1' : 'basicConstraints=critical,CA:TRUE');
  const signer = by ? ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'] : ['-signkey', `${name}.key`];
  openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, '-days', '2', '-extfile', 'san', ...signer);
}

/** Node makes keys, and no certificates. */
const hasOpenssl = (() => {
  try {
    return openssl('version').length > 0;
  } catch {
    return false;
  }
})();
if (!hasOpenssl) console.info('openssl is not there: the tests with client certificates are skipped.');

describe.runIf(hasOpenssl)('a client certificate', () => {
  let server: SimulatedXtaServer;

  beforeAll(async () => {
    certify('authority');
    certify('server', 'authority');
    certify('client', 'authority');
    certify('stranger');
    const tls = { certificate: read('server.pem'), key: read('server.key'), clientAuthorities: read('authority.pem') };
    server = await startXtaServer({ tls });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  function call(certificate?: ClientCertificate) {
    const access = { urls: { sender: server.url }, party: { identifier: 'x' }, signal: AbortSignal.timeout(10_000) };
    return withXta({ ...access, ...(certificate && { certificate }) }, createMessageID);
  }

  const certificateOf = (name: string) => ({ certificate: read(`${name}.pem`), key: read(`${name}.key`) });

  it('shows its certificate to a server that asks for it', async () => {
    const reply = await call({ ...certificateOf('client'), authorities: read('authority.pem') });
    expect(reply).toMatchObject({ kind: 'value' });
  });

  it('talks to no server whose certificate it cannot trust, and has sent nothing then', async () => {
    const reply = await call(certificateOf('client'));
    expect(reply).toMatchObject({
      kind: 'http',
      result: { phase: 'before-send', answer: expect.stringMatching(/^TLS failed/) },
    });
    expect(await call()).toMatchObject({ kind: 'http', result: { phase: 'before-send' } });
  });

  it('is turned away with a certificate that the server does not know', async () => {
    const calls = server.calls().length;
    const reply = await call({ ...certificateOf('stranger'), authorities: read('authority.pem') });
    expect(reply).toMatchObject({ kind: 'http', result: { kind: 'failed' } });
    expect(server.calls()).toHaveLength(calls);
  });

  it('has sent nothing with a key that is none', async () => {
    const reply = await call({ certificate: read('client.pem'), key: 'kein Schlüssel' });
    expect(reply).toMatchObject({ kind: 'http', result: { phase: 'before-send' } });
  });

  it("is what the adapter's options name, for orders and for reports", async () => {
    server.setReport('green');
    const pem = { clientCertificate: read('client.pem'), clientKey: read('client.key'), ca: read('authority.pem') };
    const given = { url: server.url, senderId: 'Test', scenarioText: 'x', awaitReport: true, ...pem };
    const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
    const job = {
      message: { id: 'xmeld/26.11/1700', uuid, xml: writeSampleMessage(uuid) },
      deliveryKey: 'key',
      options: adapter.options.parse(given) as Options,
      signal: AbortSignal.timeout(10_000),
    };
    expect((await adapter.deliver(testJob({ ...job, attempt: 1 }))).kind).toBe('delivered');
    expect((await adapter.deliver(testJob({ ...job, attempt: 2 }))).kind).toBe('delivered');
    expect(server.orders.list()).toHaveLength(1);
  });
});
