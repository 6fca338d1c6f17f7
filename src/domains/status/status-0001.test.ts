import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import { checkContent } from '../../messages/check.ts';
import type { Message } from '../../messages/head-g2g.ts';
import { readMessage } from '../../messages/read.ts';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import { readXml } from '../../messages/xml-read.ts';
import { type Chooser, full, generateContent, minimal } from '../../testing/generate-content.ts';
import { summarise } from '../replies/summarise.ts';
import { status0001 } from './status-0001.ts';
import type { StatusMessage } from './status-data.ts';
import { statusReply } from './tell-status.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const reference = { messageUuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03' };
const made = (data: StatusMessage, chooser: Chooser = minimal): Message<StatusMessage> => ({
  ...generateContent(status0001, chooser),
  data,
});
const judge = async (content: Message<StatusMessage>) =>
  (await validate(buildMessage(status0001, content), schemas)).kind;

describe('the status message', () => {
  it.each([minimal, full(0), full(1), full(2)])(
    'is what its schema says, and the same after it was read',
    async (chooser) => {
      const content = generateContent(status0001, chooser);
      expect(checkContent(status0001.root, content)).toEqual([]);
      expect(await judge(content)).toBe('valid');
      expect(readMessage(status0001, readXml(buildMessage(status0001, content)))).toEqual(content);
    },
  );

  it.each<[string, StatusMessage]>([
    ['an unknown status', { reference, status: '06' }],
    ['no reference', { reference: {}, status: '01' }],
    ['an empty text', { reference, status: '02', text: ' ' }],
    ['a long file number', { reference, status: '02', fileNumber: 'x'.repeat(201) }],
    ['a day that is none', { reference, status: '03', query: { text: 'a', deadline: '2026-02-30' } }],
    [
      'a path as a file name',
      {
        reference,
        status: '02',
        documents: [
          { label: 'a', fileName: '../a', mediaType: 'text/plain', sha512: 'a'.repeat(128), content: 'YQ==' },
        ],
      },
    ],
  ])('is refused with %s, by our checks and by the schema', async (_, data) => {
    expect(checkContent(status0001.root, made(data))).not.toEqual([]);
    expect(await judge(made(data))).toBe('invalid');
  });
});

describe('what it comes to', () => {
  const told = (data: Omit<StatusMessage, 'reference'>) => statusReply.tell(made({ reference, ...data })).says;

  it.each<[Omit<StatusMessage, 'reference'>, string, string]>([
    [{ status: '01' }, 'acknowledged', 'The office has confirmed that it received the application.'],
    [{ status: '02', text: 'Wird geprüft.' }, 'status', 'The application is in processing: Wird geprüft.'],
    [
      { status: '03', query: { text: 'Wie heißt er?', deadline: '2026-12-15', wanted: ['Pass'] } },
      'query',
      'The office asks: Wie heißt er? Wanted: Pass. Answer until 2026-12-15.',
    ],
    [{ status: '04', decision: { result: '01' } }, 'accepted', 'The application was granted or done.'],
    [{ status: '04', decision: { result: '03' } }, 'accepted', 'The application was granted in part.'],
    [{ status: '04', decision: { result: '02', text: 'Frist.' } }, 'rejected', 'The application was refused: Frist.'],
    [
      { status: '05', fileNumber: 'A 1', decision: { result: '02' } },
      'file-number rejected status',
      'File number: A 1. The application was refused. The case is closed.',
    ],
  ])('%o', (data, kinds, english) => {
    const says = told(data);
    expect(says.map(({ type }) => type).join(' ')).toBe(kinds);
    expect(summarise(says, 0, 'en')).toBe(english);
    expect(summarise(says, 2, 'de')).toMatch(/2 Dokumente liegen bei\.$/);
  });
});
