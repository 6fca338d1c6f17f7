import { Agent, getGlobalDispatcher, install, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import { writeSampleMessage } from '../../simulators/sample-message.ts';
import { type SimulatedXtaServer, startXtaServer } from '../../simulators/xta.ts';
import { addressMessage } from './address-message.ts';
import { callXta, type XtaAccess } from './call.ts';
import type { XtaContent } from './content.ts';
import { writeEnvelope } from './envelope.ts';
import { xtaMessageId } from './message-id.ts';
import { actionOf, xtaNamespace } from './names.ts';
import { close, createMessageID, getMessage, getStatusList, getTransportReport, sendMessage } from './operations.ts';
import { type TransportOrder, writeOrder } from './transport-order.ts';
import { element, elementWith, toTree, writeTree } from './xml-tree.ts';
import { pack } from './xop.ts';

install();

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = writeSampleMessage(uuid, 'Müller & Söhne');
const id = xtaMessageId('Test', uuid);

const order: TransportOrder = {
  reader: { identifier: 'ags:03457013' },
  author: { identifier: 'mbp:sample' },
  messageType: { name: '', schema: '' },
  times: {},
  ...addressMessage(xml),
  xtaMessageId: id,
  service: 'urn:beispiel:dienst',
  scenario: { list: 'urn:de:xta:codeliste:business.scenario', listVersion: '1', code: 'X' },
  size: xml.length + 3,
  quality: { none: 'keines' },
};
const content: XtaContent = {
  message: { id: 'message', contentType: 'application/xml', encoding: 'UTF-8', bytes: xml },
  attachments: [{ id: uuid, contentType: 'image/png', fileName: 'paß.png', bytes: Buffer.from([0, 13, 10]) }],
};

const poolBefore = getGlobalDispatcher();
const pool = new Agent();
let schemas: Schemas;
let server: SimulatedXtaServer;

const access = (identifier: string): XtaAccess => ({
  urls: { sender: server.url, recipient: server.url, 'transport.base': server.url },
  party: { identifier },
  signal: AbortSignal.timeout(10_000),
});
const author = () => access('mbp:sample');
const reader = () => access('ags:03457013');

beforeAll(async () => {
  setGlobalDispatcher(pool);
  schemas = await loadSchemas();
});
beforeEach(async () => {
  await server?.close();
  server = await startXtaServer({ schemas });
});
afterAll(async () => {
  await server.close();
  await pool.close();
  setGlobalDispatcher(poolBefore);
  schemas.dispose();
  const open = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS)/.test(name));
  await vi.waitFor(() => expect(open()).toEqual([]));
});

describe('the way of a message', () => {
  it('goes from its author through the mailbox to its reader, byte for byte', async () => {
    expect(await sendMessage(author(), order, content)).toEqual({ kind: 'value', value: undefined });
    expect(await getTransportReport(author(), id)).toMatchObject({ value: { report: { status: 'open', errors: [] } } });

    const listed = await getStatusList(reader(), 10);
    expect(listed).toMatchObject({
      value: { pending: 0, orders: [{ ...order, times: { Delivery: expect.any(String) } }] },
    });

    const fetched = await getMessage(reader(), id.toUpperCase());
    expect(fetched).toMatchObject({ value: { order: { xtaMessageId: id, reader: { name: 'Stadt Leer' } } } });
    const { message, attachments } = fetched.kind === 'value' ? fetched.value : expect.fail();
    expect(Buffer.from(message.bytes)).toEqual(Buffer.from(xml));
    // An xs:ID cannot begin with a digit.
    expect(attachments).toEqual([{ ...content.attachments[0], id: `_${uuid}` }]);

    expect(await getStatusList(reader(), 10)).toMatchObject({ value: { orders: [{ xtaMessageId: id }] } });
    expect(await close(reader(), id)).toEqual({ kind: 'value', value: undefined });
    expect(await getStatusList(reader(), 10)).toEqual({ kind: 'value', value: { orders: [], pending: 0 } });
    expect(await getTransportReport(author(), id)).toMatchObject({ value: { report: { status: 'green' } } });
  });

  it('says how many wait that were not listed', async () => {
    for (const each of ['a', 'b', 'c']) {
      await sendMessage(author(), { ...order, xtaMessageId: xtaMessageId('Test', each) }, content);
    }
    expect(await getStatusList(reader(), 2)).toMatchObject({ value: { pending: 1, orders: [{}, {}] } });
  });

  it('lets the server make an id', async () => {
    const made = await createMessageID(author());
    expect(made).toEqual({ kind: 'value', value: expect.stringMatching(/^urn:de:xta:messageid:Simulator_XTA:/) });
  });

  it('reads why a transport failed', async () => {
    await sendMessage(author(), order, content);
    server.orders.setStatus(id, 'red');
    expect(await getTransportReport(author(), id)).toMatchObject({
      value: {
        report: { status: 'red', errors: [{ code: 'not-delivered', reason: 'Nach Drehbuch nicht zugestellt.' }] },
      },
    });
  });

  it('shows an order to nobody else', async () => {
    await sendMessage(author(), order, content);
    const foreign = access('ags:99999999');
    expect(await getTransportReport(foreign, id)).toMatchObject({ kind: 'fault', fault: { name: 'InvalidMessageID' } });
    expect(await getMessage(foreign, id)).toMatchObject({ kind: 'fault', fault: { name: 'InvalidMessageID' } });
    expect(await getStatusList(foreign, 9)).toMatchObject({ value: { orders: [] } });
  });
});

describe('the server of the tests is strict', () => {
  const send = (changed: Partial<TransportOrder>, files: Partial<XtaContent> = {}) =>
    sendMessage(author(), { ...order, ...changed }, { ...content, ...files });
  const other = { ...content.message, bytes: Buffer.from('<fremd/>') };
  const broken = { ...content.message, bytes: Buffer.from(Buffer.from(xml).toString().replace('1990-05-17', 'x')) };

  it.each<[string, string, Partial<TransportOrder>, Partial<XtaContent>]>([
    ['ParameterIsNotValid', 'schema: MessageMetaData', { xtaMessageId: 'urn:uuid:1' }, {}],
    [
      'ParameterIsNotValid',
      'schema: MessageMetaData',
      { xtaMessageId: `urn:de:xta:messageid:${'x'.repeat(42)}:${uuid}` },
      {},
    ],
    ['ParameterIsNotValid', 'schema: MessageMetaData', { times: { Origin: 'gestern' } }, {}],
    ['ParameterIsNotValid', 'schema: MessageMetaData', { messageType: { name: 'x', schema: '' } }, {}],
    ['ParameterIsNotValid', 'MessageType', { messageType: { name: 'x', schema: 'urn:y' } }, {}],
    ['ParameterIsNotValid', 'MessageSize', { size: 10 }, {}],
    ['ParameterIsNotValid', 'an id stands twice', {}, { attachments: [{ ...content.message, id: 'order-id' }] }],
    ['ParameterIsNotValid', 'MessageType', { size: 1e6 }, { message: other }],
    ['MessageSchemaViolation', 'the message is invalid', {}, { message: broken }],
    ['PermissionDenied', 'author', { author: { identifier: 'mbp:other' } }, {}],
  ])('%s: %s', async (name, detail, changed, files) => {
    const expected = { name, errorCode: `sim-${name}`, detail: expect.stringContaining(detail) };
    expect(await send(changed, files)).toEqual({ kind: 'fault', fault: expected });
    expect(server.orders.list()).toEqual([]);
  });

  it('refuses an id that it has', async () => {
    await send({});
    expect(await send({})).toMatchObject({
      fault: { name: 'ParameterIsNotValid', detail: 'XTAMessageID is used already' },
    });
  });

  it('refuses blocks that the operation does not have', async () => {
    const call = { operation: 'getTransportReport', headers: [writeOrder(order)] } as const;
    expect(await callXta(author(), call)).toMatchObject({ fault: { detail: 'header blocks: MessageMetaData, Party' } });
    const body = element('xta:Anderes', 'x');
    expect(await callXta(author(), { operation: 'close', body })).toMatchObject({ fault: { detail: 'body: Anderes' } });
  });

  it('refuses what is no SOAP', async () => {
    const headers = { 'content-type': 'application/soap+xml' };
    for (const body of ['<a/>', 'Hallo', '<!DOCTYPE a><a/>']) {
      const response = await fetch(server.url, { method: 'POST', headers, body });
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('soap:Sender')]);
    }
  });

  it.each([
    ['wsa:To', { action: actionOf('createMessageID') }, actionOf('createMessageID')],
    ['wsa:Action is unknown', { action: 'urn:fremd', to: 'x' }, 'urn:fremd'],
    ['differ', { action: actionOf('createMessageID'), to: 'x' }, actionOf('close')],
  ])('refuses addressing that is wrong: %s', async (why, addressing, action) => {
    const { contentType, body } = pack(writeEnvelope({ ...addressing, messageId: 'urn:x', headers: [] }), action, []);
    const headers = { 'content-type': contentType };
    const response = await fetch(server.url, { method: 'POST', headers, body: Buffer.from(body) });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(why)]);
  });

  it('takes an empty attachment', async () => {
    const nothing = { id: 'leer', contentType: 'text/plain', bytes: Buffer.alloc(0) };
    expect((await send({}, { attachments: [nothing] })).kind).toBe('value');
  });

  it('answers by the model too', async () => {
    await sendMessage(author(), order, content);
    server.orders.setStatus(id, 'red');
    const fetch = element('xta:MessageFetch', [elementWith('xta:XTAMessageID', { id: 'x' }, id)]);
    const calls = [
      { operation: 'createMessageID' },
      { operation: 'getTransportReport', body: elementWith('xta:XTAMessageID', { id: 'x' }, id) },
      { operation: 'getStatusList', body: element('xta:MessageSelector', [element('xta:OtherCriteria')]) },
      { operation: 'getMessage', body: fetch },
    ] as const;
    for (const call of calls) {
      const answer = await callXta(reader(), call);
      if (answer.kind !== 'answer') expect.fail(`${call.operation}: ${JSON.stringify(answer)}`);
      const { headers, body, relatesTo, action } = answer.envelope;
      expect([relatesTo, action]).toEqual([expect.stringMatching(/^urn:uuid:/), expect.stringMatching(/Response$/)]);
      for (const block of [...headers, ...(body ? [body] : [])]) {
        if (block.name === 'ContentContainer') continue; // its content is elsewhere
        const document = writeTree(toTree(block));
        expect(await validate(document, schemas)).toMatchObject({ kind: 'valid', namespace: xtaNamespace });
      }
    }
  });
});

describe('what goes wrong on the way back', () => {
  it.each([
    ['garbage', { kind: 'unreadable', answer: 'HTTP 200, no SOAP envelope (MULTIPART_UNREADABLE)' }],
    ['wrong-relation', { kind: 'unreadable', answer: 'HTTP 200, answer to another request' }],
    ['cut-before', { kind: 'http', result: { kind: 'failed', phase: 'unclear', answer: 'connection cut' } }],
    ['cut-during', { kind: 'http', result: { kind: 'failed', phase: 'unclear', answer: 'connection cut' } }],
    ['cut-after', { kind: 'http', result: { kind: 'failed', phase: 'unclear', answer: 'connection cut' } }],
  ] as const)('%s', async (kind, expected) => {
    server.setFaults([{ kind, times: 1 }]);
    expect(await sendMessage(author(), order, content)).toEqual(expected);
    expect(server.orders.list().length).toBe(kind === 'cut-before' ? 0 : 1);
  });

  it('an answer to another operation is none', async () => {
    const wrong = await getTransportReport({ ...author(), urls: { 'transport.base': `${server.url}nirgends` } }, id);
    expect(wrong).toMatchObject({ kind: 'http', result: { status: 404 } });
    const nowhere = await getTransportReport({ ...author(), urls: {} }, id);
    expect(nowhere).toMatchObject({
      kind: 'http',
      result: { phase: 'before-send', answer: 'the address is not a URL' },
    });
  });

  it('an answer that is larger than allowed is not read', async () => {
    await sendMessage(author(), order, content);
    const answer = await getMessage({ ...reader(), maxAnswerBytes: 500 }, id);
    expect(answer).toMatchObject({
      kind: 'http',
      result: { phase: 'unclear', answer: 'HTTP 200, answer larger than 500 bytes' },
    });
  });
});
