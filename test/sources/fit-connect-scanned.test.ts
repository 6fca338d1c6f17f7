import { expect, it, onTestFinished } from 'vitest';
import { listenAsClamd } from '../../src/testing/clamd.ts';
import { openTestGateway } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { openFitHouse } from './fit-connect-house.ts';

it('files of FIT-Connect are scanned, and have the type of their content', async () => {
  const clamd = await listenAsClamd(1_000_000);
  onTestFinished(() => clamd[Symbol.asyncDispose]());
  const fit = await openFitHouse();
  onTestFinished(() => fit[Symbol.asyncDispose]());
  const house = await openTestGateway({ config: fit.config, environment: { ZUSTELLWERK_SCANNER: clamd.address } });
  onTestFinished(() => house[Symbol.asyncDispose]());
  const { pool } = house.gateway.database;
  const clean = await fit.send({ files: [{ name: 'Nachweis.pdf', content: Buffer.from('a letter') }] });
  const infected = await fit.send({
    files: [
      { name: 'a.pdf', content: Buffer.from('%PDF-1.7') },
      { name: 'b.pdf', content: Buffer.from('%PDF-1.7 EICAR') },
    ],
  });
  const stateOf = async (remote: string) =>
    (await pool.query('select state, trouble from inbound where remote_id = $1', [remote])).rows[0];
  await waitUntil(async () => (await stateOf(infected.submissionId))?.trouble === 'MALWARE_FOUND');
  // A person decides: no answer was given, and nothing was delivered.
  expect(await stateOf(infected.submissionId)).toMatchObject({ state: 'seen' });
  expect(fit.eventsOf(infected)).not.toContain('reject-submission');
  await waitUntil(async () => ['taken', 'answered'].includes((await stateOf(clean.submissionId))?.state));
  const { rows } = await pool.query('select media_type from attachment where submission_id is not null');
  expect(rows).toEqual([{ media_type: 'text/plain' }]);
});
