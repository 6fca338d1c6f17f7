import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { judgeMediaType } from './recognise.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const docx = zipSync({ '[Content_Types].xml': Buffer.from('<Types/>'), 'word/document.xml': Buffer.from('<w/>') });
const agrees = (mediaType: string) => ({ kind: 'agrees', mediaType });
const contradicts = (found?: string) => ({ kind: 'contradicts', ...(found && { found }) });

it.each<[string, string | Uint8Array, object]>([
  ['application/pdf', '%PDF-1.7', agrees('application/pdf')],
  ['Application/PDF', '%PDF-1.7', agrees('application/pdf')],
  ['application/pdf', png, contradicts('image/png')],
  ['application/pdf', 'MZ\0\0', contradicts('application/x-msdownload')],
  ['application/pdf', '', contradicts('text/plain')],
  ['image/png', png, agrees('image/png')],
  ['image/jpg', Buffer.from('ffd8ffe000104a464946', 'hex'), agrees('image/jpg')],
  ['text/plain', 'Größe: 5 m', agrees('text/plain')],
  ['text/plain', Buffer.from('Größe', 'latin1'), agrees('text/plain')],
  ['text/plain', Buffer.from('\ufeffGröße', 'utf16le'), agrees('text/plain')],
  ['text/plain', 'BMW, Kennzeichen fehlt', agrees('text/plain')],
  ['text/plain', '%PDF-1.7', contradicts('application/pdf')],
  ['text/plain', Buffer.from([1, 2, 3]), contradicts()],
  ['text/csv', 'a;b\r\n1;2', agrees('text/csv')],
  ['text/xml', '<?xml version="1.0"?><a/>', agrees('text/xml')],
  ['application/json', '{}', agrees('application/json')],
  ['image/svg+xml', '<?xml version="1.0"?><svg/>', agrees('image/svg+xml')],
  ['application/dxf', '0\nSECTION', agrees('application/dxf')],
  ['image/bmp', 'BMW, Kennzeichen fehlt', contradicts('text/plain')],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    docx,
    agrees('application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
  ],
  ['application/vnd.etsi.asic-e+zip', zipSync({ a: png }), agrees('application/vnd.etsi.asic-e+zip')],
  ['application/pdf', zipSync({ a: png }), contradicts('application/zip')],
  ['application/msword', Buffer.from('d0cf11e0a1b11ae1', 'hex'), agrees('application/msword')],
  ['application/x-unheard-of', Buffer.from([1, 2, 3]), agrees('application/x-unheard-of')],
  ['application/octet-stream', png, agrees('image/png')],
  ['application/octet-stream', 'text', agrees('text/plain')],
  ['application/octet-stream', Buffer.from([1, 2, 3]), agrees('application/octet-stream')],
])('%s with %o', async (stated, content, judged) => {
  expect(await judgeMediaType(stated, Buffer.from(content as Uint8Array))).toEqual(judged);
});

it('text whose head ends within a character stays text', async () => {
  expect(await judgeMediaType('text/plain', Buffer.from('aä').subarray(0, 2))).toEqual(agrees('text/plain'));
});
