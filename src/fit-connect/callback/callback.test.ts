import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import { CallbackMalformed } from '../errors.ts';
import { checkCallbackSecret, readCallback } from './read.ts';
import { createReplayGuard } from './replay-guard.ts';
import { type CallbackRequest, signCallback, verifyCallback } from './verify.ts';

const secret = 'a secret of at least 32 characters';
const body = '{"type":"x",\r\n "n": 1}\n';
const at = 1_700_000_000;

const send = (changes: Record<string, string | undefined> = {}, content: CallbackRequest['body'] = body) => ({
  headers: {
    'Callback-Timestamp': String(at),
    'callback-authentication': signCallback(body, String(at), secret),
    ...changes,
  },
  body: content,
});
const clock = (seconds: number) => () => new Date((at + seconds) * 1000);
const verify = (request: CallbackRequest, seconds = 0) =>
  reasonOf(() => verifyCallback(request, { secret, now: clock(seconds) }));

describe('a callback', () => {
  it('is authentic as text, as bytes, with headers of fetch, and with capital digits', async () => {
    expect(await verify(send())).toBe('taken');
    expect(await verify(send({}, Buffer.from(body)))).toBe('taken');
    const { headers } = send();
    expect(await verify({ headers: new Headers(headers), body })).toBe('taken');
    const capitals = headers['callback-authentication']?.toUpperCase();
    expect(await verify(send({ 'callback-authentication': capitals }))).toBe('taken');
  });

  it.each([
    [300, 'taken'],
    [301, 'CALLBACK_TIME'],
    [-60, 'taken'],
    [-300, 'taken'],
    [-301, 'CALLBACK_TIME'],
  ])('%i seconds old: %s', async (seconds, reason) => expect(await verify(send(), seconds)).toBe(reason));

  it.each([
    ['CALLBACK_HEADER', { 'Callback-Timestamp': undefined }],
    ['CALLBACK_HEADER', { 'Callback-Timestamp': '' }],
    ['CALLBACK_HEADER', { 'Callback-Timestamp': 'now' }],
    ['CALLBACK_HEADER', { 'Callback-Timestamp': '1e9' }],
    ['CALLBACK_HEADER', { 'Callback-Timestamp': `${at}.0` }],
    ['CALLBACK_HEADER', { 'callback-authentication': undefined }],
    ['CALLBACK_HEADER', { 'callback-authentication': 'zz' }],
    ['CALLBACK_HEADER', { 'callback-authentication': 'ab'.repeat(63) }],
    ['CALLBACK_AUTHENTICATION', { 'callback-authentication': 'ab'.repeat(64) }],
    ['CALLBACK_AUTHENTICATION', { 'Callback-Timestamp': String(at + 1) }],
  ])('is refused: %s %j', async (reason, headers) => expect(await verify(send(headers))).toBe(reason));

  it('is refused when a byte of the body is another, even white space', async () => {
    expect(await verify(send({}, body.trim()))).toBe('CALLBACK_AUTHENTICATION');
    expect(await verify(send({}, body.replace('\r', '')))).toBe('CALLBACK_AUTHENTICATION');
  });

  it('is refused without a secret, or with another', async () => {
    expect(await reasonOf(() => verifyCallback(send(), { secret: '', now: clock(0) }))).toBe('CALLBACK_SECRET');
    const other = { secret: 'another', now: clock(0) };
    expect(await reasonOf(() => verifyCallback(send(), other))).toBe('CALLBACK_AUTHENTICATION');
  });

  it('is taken once where a guard stands, and forgotten when its time is over', async () => {
    const replayGuard = createReplayGuard();
    const rules = { secret, replayGuard, now: clock(0) };
    expect(await reasonOf(() => verifyCallback(send(), rules))).toBe('taken');
    expect(await reasonOf(() => verifyCallback(send(), rules))).toBe('CALLBACK_REPLAYED');
    expect(replayGuard.take('another', at + 601)).toBe(true);
    expect(replayGuard.take(signCallback(body, String(at), secret), at + 602)).toBe(true);
  });

  it('has a secret of 32 to 512 characters', async () => {
    for (const [length, reason] of [
      [31, 'CALLBACK_SECRET'],
      [32, 'taken'],
      [512, 'taken'],
      [513, 'CALLBACK_SECRET'],
    ] as const) {
      expect(await reasonOf(() => checkCallbackSecret('x'.repeat(length)))).toBe(reason);
    }
  });
});

describe('its body', () => {
  const id = 'f39ab143-d91a-474a-b69f-b00f1a1873c2';
  const type = (name: string) => `https://schema.fitko.de/fit-connect/submission-api/callbacks/${name}`;

  it('names what is new, in the old form too', () => {
    const entry = { submissionId: id, caseId: id, destinationId: id };
    const full = { type: type('new-events'), submissionIds: [id], submissions: [entry] };
    expect(readCallback(JSON.stringify(full))).toEqual({ kind: 'new-events', submissions: [entry] });
    const old = { type: type('new-submissions'), submissionIds: [id] };
    expect(readCallback(Buffer.from(JSON.stringify(old)))).toEqual({
      kind: 'new-submissions',
      submissions: [{ submissionId: id }],
    });
    expect(readCallback(JSON.stringify({ type: type('new-replies') }))).toEqual({
      kind: 'new-replies',
      submissions: [],
    });
  });

  it.each([
    'no JSON',
    '[]',
    '{}',
    JSON.stringify({ type: type('new-things'), submissionIds: [id] }),
    JSON.stringify({ type: type('new-submissions') }),
    JSON.stringify({ type: type('new-submissions'), submissions: [] }),
    JSON.stringify({ type: type('new-submissions'), submissionIds: ['no id'] }),
    JSON.stringify({ type: type('new-submissions'), submissions: [{ submissionId: id }] }),
  ])('of another form is malformed: %s', (text) => expect(() => readCallback(text)).toThrow(CallbackMalformed));
});
