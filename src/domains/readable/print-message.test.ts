import { expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import { sampleHead } from '../../simulators/sample-message.ts';
import { textOfPdf } from '../../testing/pdf-text.ts';
import { antrag0001 } from '../antrag/antrag-0001.ts';
import type { Antrag } from '../antrag/antrag-data.ts';
import { printMessage } from './print-message.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';

it('loses nothing of a text that is longer than a page, wherever it stands', async () => {
  const groups = [{ id: 'g', label: 'Gruppe' }];
  const long = (id: string) => ({ schemaId: 'F1', id, label: id, groups, text: `${'Wort '.repeat(1_000)}Ende-${id}` });
  const data: Antrag = {
    service: { id: 'hundesteuer-anmeldung', act: 'apply', name: 'Hundesteuer', leikaIds: [] },
    form: { title: 'Hundesteuer', version: '1', schema: 'https://forms.example/1' },
    municipalityKey: '03457013',
    fields: [long('a'), long('b')],
  };
  const xml = buildMessage(antrag0001, { head: { uuid, ...sampleHead }, data });
  const pdf = await printMessage({ id: antrag0001.id, uuid, xml }, [], 'de');
  const text = textOfPdf(pdf ?? Buffer.alloc(0));
  expect(text.match(/Wort/g)).toHaveLength(2_000);
  expect(text).toContain('Ende-a');
  expect(text).toContain('Ende-b');
  // The heading stands on every page that its group goes over.
  expect(text.match(/Gruppe/g)?.length).toBeGreaterThan(2);
});
