import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openTestGateway } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { openFitHouse, sampleData } from './fit-connect-house.ts';

/** A portal posts, one gateway submits to FIT-Connect, and another one picks it up there and delivers it. */
it('from a portal through FIT-Connect into another gateway: accepted there, completed here', async () => {
  const fit = await openFitHouse('accept: at-intake');
  const receiving = await openTestGateway({ config: fit.config });
  const config = fit.config.replace('network.yaml', 'sender.yaml');
  await writeFile(config, senderNetwork(fit.http.tokenUrl, fit.http.url, fit.memory.destinationId));
  process.env.FIT_SENDER_SECRET = 'secret';
  const sending = await openTestGateway({ config });
  onTestFinished(async () => {
    await sending[Symbol.asyncDispose]();
    await receiving[Symbol.asyncDispose]();
    await fit[Symbol.asyncDispose]();
  });
  const key = await sending.key('portal', 'kreisportal');
  const body = {
    serviceId: 'infektionsschutzbelehrung',
    region: '034570013013',
    profile: 'native',
    data: sampleData(),
  };
  const answer = await sending.call('/v1/submissions', { key, body });
  expect(answer.status).toBe(202);
  const { id } = (await answer.json()) as { id: string };
  await waitUntil(async () => {
    const found = (await (await sending.call(`/v1/submissions/${id}`, { key })).json()) as { state: string };
    return found.state === 'completed';
  });
  const { pool } = sending.gateway.database;
  const events = await pool.query('select type from event where submission_id = $1 order by id', [id]);
  expect(events.rows.map(({ type }) => type).slice(-3)).toEqual(['attempt', 'delivered', 'accepted']);
  const there = await receiving.gateway.database.pool.query('select service_id, reference from submission');
  expect(there.rows).toEqual([
    { service_id: 'infektionsschutzbelehrung', reference: [...fit.memory.submissions.keys()][0] },
  ]);
});

function senderNetwork(tokenUrl: string, submissionApi: string, destinationId: string): string {
  const sample = readFileSync('config/network.yaml', 'utf8');
  const options = `{ environment: test, tokenUrl: "${tokenUrl}", submissionApi: "${submissionApi}", clientId: sender,
      clientSecret: "env:FIT_SENDER_SECRET", destinationId: "${destinationId}", askEvery: 1, serviceName: Belehrung,
      service: "urn:de:fim:leika:leistung:99003002022000",
      schemaUri: "https://schema.fitko.de/fim/s99000001_1.0.schema.json" }`;
  const place = sample.indexOf('  - id: kreis-antraege');
  const own = sample.slice(place).replace('adapter: xoev-https', 'adapter: fit-connect').replace('*gewerbe', options);
  return sample.slice(0, place) + own;
}
