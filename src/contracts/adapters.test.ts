import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { procedures } from '../../adapters/index.ts';
import { readPlan } from '../configuration.ts';
import { packageRoot } from '../package-root.ts';
import { networkWith } from '../testing/network-file.ts';
import { buildPack } from './build-pack.ts';
import { findAgreeing } from './find-agreeing.ts';
import { readSampleData } from './sample-data.ts';

const now = new Date('2026-11-25T12:00:00Z');
const url = 'https://verfahren.example/';

/** Each way to reach an office, at a destination whose messages fit. */
const ways = [
  ['inbox', 'meldebescheinigung', 'apply', 'leer-meldewesen', {}],
  ['mailbox', 'meldebescheinigung', 'apply', 'leer-meldewesen', {}],
  ['meldewesen-soap-quittung', 'meldebescheinigung', 'apply', 'leer-meldewesen', { url }],
  ['gewerbe-rest-zweischritt', 'gewerbe-anmeldung', 'apply', 'leer-gewerbe', { url, token: 'env:GEWERBE_TOKEN' }],
  ['meldewesen-webdav-quittungsdatei', 'meldebescheinigung', 'apply', 'leer-meldewesen', { url }],
  ['gewerbe-formular-textquittung', 'gewerbe-anmeldung', 'apply', 'leer-gewerbe', { url }],
  ['kfz-json-rueckgabecode', 'kfz-zulassung', 'neuzulassung', 'kreis-kfz', { url }],
  ['kfz-https-abholquittung', 'kfz-zulassung', 'neuzulassung', 'kreis-kfz', { url }],
] as const;

describe.each(ways)('a contract over %s', (adapter, service, act, destination, options) => {
  it('says the exchange as the adapter does it', async () => {
    const plan = await readPlan(networkWith({ [destination]: (written) => ({ ...written, adapter, options }) }));
    try {
      const agreeing = findAgreeing(plan, procedures, { service, act, destination, now });
      if ('missing' in agreeing) throw new Error(agreeing.missing);
      const data = await readSampleData(join(packageRoot, 'fixtures'), agreeing.act);
      for (const language of ['de', 'en'] as const) {
        const files = await buildPack({ ...agreeing, now, ...data }, { language });
        const text = Buffer.from(files.get('contract.md') ?? '').toString('utf8');
        const { exchange } = agreeing.adapter;
        if (typeof exchange !== 'object') throw new Error(`${adapter} has no fixed exchange`);
        const told = [...exchange.security, ...exchange.answers.flatMap(({ when, follows }) => [when, follows])];
        for (const said of told) expect(text).toContain(said[language]);
        expect(text).not.toContain('GEWERBE_TOKEN');
      }
    } finally {
      plan.schemas.dispose();
    }
  });
});
