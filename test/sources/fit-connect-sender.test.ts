import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { signCallback } from '../../src/fit-connect/index.ts';
import { openTestGateway } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { callbackSecret, openFitHouse, sampleData } from './fit-connect-house.ts';

const newEvents = 'https://schema.fitko.de/fit-connect/submission-api/callbacks/new-events';

/** A portal posts, one gateway submits to FIT-Connect, and another one picks it up there and delivers it. */
it('from a portal through FIT-Connect into another gateway: accepted there, completed here', async () => {
  const fit = await openFitHouse('accept: at-intake');
  const config = fit.config.replace('network.yaml', 'sender.yaml');
  await writeFile(config, senderNetwork(fit.http.tokenUrl, fit.http.url, fit.memory.destinationId));
  Object.assign(process.env, { FIT_SENDER_SECRET: 'secret', FIT_SENDER_CALLBACK_SECRET: callbackSecret });
  const sending = await openTestGateway({ config });
  onTestFinished(() => fit[Symbol.asyncDispose]());
  onTestFinished(() => sending[Symbol.asyncDispose]());
  const key = await sending.key('portal', 'kreisportal');
  const large = Buffer.alloc(11 * 1024 * 1024, '%PDF');
  const headers = { 'content-type': 'application/pdf' };
  const upload = { key, method: 'POST', body: large, headers };
  const file = (await (await sending.call('/v1/attachments?name=Plan.pdf', upload)).json()) as { id: string };
  const body = {
    attachments: [{ id: file.id, label: 'Plan' }],
    serviceId: 'infektionsschutzbelehrung',
    region: '034570013013',
    profile: 'native',
    data: sampleData(),
  };
  const answer = await sending.call('/v1/submissions', { key, body });
  expect(answer.status).toBe(202);
  const { id } = (await answer.json()) as { id: string };
  const { pool } = sending.gateway.database;
  const waits = "select from delivery where state = 'waiting' and attempts > 0";
  await waitUntil(async () => (await pool.query(waits)).rowCount === 1);

  const receiving = await openTestGateway({ config: fit.config });
  onTestFinished(() => receiving[Symbol.asyncDispose]());
  const [submission = expect.fail()] = fit.memory.submissions.values();
  await waitUntil(async () => !submission.open);
  const { url = '', secret = '' } = submission.callback ?? {};
  expect(url).toMatch(/^https:\/\/gateway\.kreis\.example\/v1\/callbacks\/deliveries\/[0-9a-f-]{36}$/);
  const post = async (path: string, text: string, signed: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const authentication = signCallback(text, timestamp, signed);
    const headers = { 'callback-timestamp': timestamp, 'callback-authentication': authentication };
    return (await sending.gateway.app.request(path, { method: 'POST', headers, body: text })).status;
  };
  const path = new URL(url).pathname;
  const notice = JSON.stringify({ type: newEvents, submissionIds: [submission.submissionId] });
  expect(await post(path, notice, 'x'.repeat(32))).toBe(401);
  expect(await post(path.replace(/[0-9a-f-]{36}$/, submission.caseId), notice, secret)).toBe(401);
  expect(await post(`${path}x`, notice, secret)).toBe(401);
  expect(await post(path, '{}', secret)).toBe(400);
  // It would look for the answer in an hour.
  expect((await pool.query(waits)).rowCount).toBe(1);
  expect(await post(path, notice, secret)).toBe(200);
  await waitUntil(async () => {
    const found = (await (await sending.call(`/v1/submissions/${id}`, { key })).json()) as { state: string };
    return found.state === 'completed';
  });
  const events = await pool.query('select type from event where submission_id = $1 order by id', [id]);
  expect(events.rows.map(({ type }) => type).slice(-3)).toEqual(['attempt', 'delivered', 'accepted']);
  const sha512 = createHash('sha512').update(large).digest();
  const files = await receiving.gateway.database.pool.query(
    'select sha512, submission_id is null as free from attachment',
  );
  expect(files.rows).toEqual([{ sha512, free: false }]);
  const there = await receiving.gateway.database.pool.query('select service_id, reference from submission');
  expect(there.rows).toEqual([
    { service_id: 'infektionsschutzbelehrung', reference: [...fit.memory.submissions.keys()][0] },
  ]);
});

function senderNetwork(tokenUrl: string, submissionApi: string, destinationId: string): string {
  const sample = readFileSync('config/network.yaml', 'utf8');
  const options = `{ environment: test, tokenUrl: "${tokenUrl}", submissionApi: "${submissionApi}", clientId: sender,
      clientSecret: "env:FIT_SENDER_SECRET", destinationId: "${destinationId}", askEvery: 3600, serviceName: Belehrung,
      callback: { gateway: "https://gateway.kreis.example", secret: "env:FIT_SENDER_CALLBACK_SECRET" },
      service: "urn:de:fim:leika:leistung:99003002022000",
      schemaUri: "https://schema.fitko.de/fim/s99000001_1.0.schema.json" }`;
  const place = sample.indexOf('  - id: kreis-antraege');
  const own = sample.slice(place).replace('adapter: xoev-https', 'adapter: fit-connect').replace('*gewerbe', options);
  return sample.slice(0, place) + own;
}
