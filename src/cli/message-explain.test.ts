import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { runCli } from '../testing/run-cli.ts';

const fixture = (name: string) => join(packageRoot, 'fixtures', `${name}.json`);
const config = join(packageRoot, 'config', 'network.yaml');
const run = (...args: string[]) => runCli(['message', 'explain', '--config', config, ...args]);

describe('message explain', () => {
  it('prints a table of elements and their origins, and the fields that went nowhere', async () => {
    const { code, stdout, stderr } = await run(fixture('meldebescheinigung/formularserver-extended'));
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^xmeld\/26\.11\/1700 to hesel-meldewesen, \/xmeld:onlinedienste\S+\.1700\n\nELEMENT +FROM\n/,
    );
    expect(stdout).toMatch(/\nnachrichtenkopf\.g2g\/leser\/kennung +head: reader\.kennung\n/);
    expect(stdout).toMatch(/familienname\.unstrukturiert\/name +\/data\/antragsteller\/familienname\n/);
    expect(stdout).toMatch(/gemeindeschluessel\/code +added by the gateway\n/);
    expect(stdout).toMatch(/zustellvariante\/@listURI +code list meldebescheinigung\.zustellvariante 1\n/);
    expect(stdout).toMatch(/WENT NOWHERE +BECAUSE\n\/data\/formularId +the profile says that it carries nothing/);
    expect(code).toBe(0);
  });

  it('says when nothing is lost, and has the whole trace as JSON', async () => {
    const file = fixture('sterbeurkunde/native-full');
    expect((await run(file)).stdout).toMatch(/\n✓ Every field went somewhere\.\n$/);
    const { stdout } = await run(file, '--json');
    const { destination, message, trace } = JSON.parse(stdout);
    expect({ destination, message }).toEqual({
      destination: 'leer-standesamt',
      message: 'xpersonenstand/26.11/084030',
    });
    expect(trace.fields.every(({ xpaths }: { xpaths: string[] }) => xpaths.length > 0)).toBe(true);
    expect(trace.elements.length).toBeGreaterThan(80);
  });

  it('refuses what the gateway would refuse, with all faults', async () => {
    const { code, stdout, stderr } = await run(fixture('eheurkunde/native-all-wrong'), '--lang', 'de');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(10);
    expect(stderr).toContain('/data/marriage/date date-in-future: Dieses Datum liegt in der Zukunft');
  });

  it('cannot run without a portal of that name, or without JSON', async () => {
    const unknown = await run(fixture('sterbeurkunde/native-full'), '--portal', 'nobody');
    expect(unknown).toMatchObject({ code: 2, stderr: 'The network has no portal "nobody".\n' });
    const text = await runCli(['message', 'explain', '--config', config, '-'], {}, 'Guten Tag');
    expect(text).toMatchObject({ code: 2, stderr: '- is not JSON.\n' });
  });
});
