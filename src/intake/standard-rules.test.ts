import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../testing/run-cli.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

/** Rules as an authority gets them with the official schemas: a file in the folder `schemas` of the network. */
const rules = `<schema xmlns="http://purl.oclc.org/dsdl/schematron">
  <ns prefix="m" uri="http://www.osci.de/xmeld2611"/>
  <pattern>
    <rule context="m:anschrift/m:postleitzahl">
      <assert id="X-1" test=". != '26788'">Diese Postleitzahl gibt es nicht.</assert>
      <assert id="X-2" role="warning" test=". != '26787'">Diese Postleitzahl ist selten.</assert>
    </rule>
    <rule context="leser/name">
      <assert id="X-3" test="not(contains(., 'Moormerland'))">Dieses Amt gibt es nicht.</assert>
    </rule>
  </pattern>
</schema>`;

let folder: string;
let house: TestGateway;
let key: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
  await mkdir(join(folder, 'official', 'xmeld'), { recursive: true });
  await cp('schemas/xmeld/26.11', join(folder, 'official', 'xmeld'), { recursive: true });
  await writeFile(join(folder, 'official', 'xmeld', 'xmeld.sch'), rules);
  const config = join(folder, 'network.yaml');
  await writeFile(config, `schemas: official\n${await readFile('config/network.yaml', 'utf8')}`);
  house = await openTestGateway({ config });
  await house.gateway.worker.stop(0);
  key = await house.key('portal', 'kreisportal');
});
afterAll(() => house[Symbol.asyncDispose]());

async function submit(postalCode: string, region = '034570013013') {
  const { data } = sampleSubmission() as { data: { address: object } };
  const body = sampleSubmission({ region, data: { ...data, address: { ...data.address, postalCode } } });
  const response = await house.call('/v1/submissions', { key, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('a rule of the standard', () => {
  it('that an error breaks refuses the submission at the field of the portal', async () => {
    const { status, body } = await submit('26788');
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      {
        pointer: '/data/address/postalCode',
        rule: 'X-1',
        detail: 'Eine Regel der Nachricht ist verletzt: Diese Postleitzahl gibt es nicht.',
      },
    ]);
  });

  it('that only warns is told in the 202', async () => {
    const { status, body } = await submit('26787');
    expect(status).toBe(202);
    expect(body.warnings).toMatchObject([{ pointer: '/data/address/postalCode', rule: 'X-2' }]);
  });

  it('that our own head breaks is a defect and never the portal’s fault', async () => {
    const { status } = await submit('26789', '034570014014');
    expect(status).toBe(500);
    expect(house.logged()).toContain('MESSAGE_DEFECT');
    expect(house.logged()).toContain('breaks X-3 (head.reader.name)');
  });

  it('is told by message check', async () => {
    const dryRun = await house.call('/v1/submissions?dryRun=true', { key, body: sampleSubmission() });
    const { xml } = (await dryRun.json()) as { xml: string };
    const official = ['--official', join(folder, 'official')];
    const fine = await runCli(['message', 'check', '-', ...official], {}, xml);
    expect(fine.code).toBe(0);
    const broken = await runCli(
      ['message', 'check', '-', '--json', ...official],
      {},
      xml.replace('<xmeld:postleitzahl>26789', '<xmeld:postleitzahl>26788'),
    );
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.stdout).messages[0]).toMatchObject({
      verdict: 'valid',
      rules: [{ id: 'X-1', severity: 'error', xpath: expect.stringMatching(/xmeld:anschrift\/xmeld:postleitzahl$/) }],
    });
  });
});
