import { expect, it } from 'vitest';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { readBack } from './read-back.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = writeSampleMessage(uuid);

it('reads what a message was built from', () => {
  expect(readBack('xmeld/26.11/1700', xml)).toMatchObject({
    head: { uuid },
    data: { person: { familyName: 'Mustermann', givenNames: 'Erika', birthDate: '1990-05-17' } },
    files: [],
  });
});

it('says which message it does not know, and nothing of its content', () => {
  const error = expect.objectContaining({ code: 'MESSAGE_UNREADABLE', message: expect.not.stringContaining('Erika') });
  expect(() => readBack('xmeld/1.0/1700', xml)).toThrow(error);
  expect(() => readBack('xmeld/26.11/1708', xml)).toThrow(error);
});
