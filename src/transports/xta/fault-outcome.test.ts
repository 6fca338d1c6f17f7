import { readFileSync } from 'node:fs';
import { Agent, getGlobalDispatcher, install, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readXml } from '../../messages/xml-read.ts';
import { type SimulatedXtaServer, startXtaServer } from '../../simulators/xta.ts';
import { readFault, soapFaultCodes, xtaFaultNames } from './fault.ts';
import { faultOutcomes, outcomeOfXtaFault } from './fault-outcome.ts';
import { createMessageID } from './operations.ts';

install();

const page = readFileSync(new URL('../../../docs/transports/xta.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| (\w+) \| `(later|rejected|unknown)` \| (.+) \|$/gm)].map(
  ([, name = '', outcome = '']) => [name, outcome] as const,
);

describe('each fault of the documentation', () => {
  const poolBefore = getGlobalDispatcher();
  const pool = new Agent();
  let server: SimulatedXtaServer;
  beforeAll(async () => {
    setGlobalDispatcher(pool);
    server = await startXtaServer();
  });
  afterAll(async () => {
    await server.close();
    await pool.close();
    setGlobalDispatcher(poolBefore);
  });

  it('is there, and no other', () => {
    expect(rows.map(([name]) => name)).toEqual([...xtaFaultNames, ...soapFaultCodes]);
    expect(Object.fromEntries(rows)).toEqual(faultOutcomes);
  });

  it.each(rows)('%s is %s', async (name, kind) => {
    const known = [...xtaFaultNames, ...soapFaultCodes].find((each) => each === name) ?? expect.fail();
    server.setFaults([{ kind: 'exception', name: known, times: 1 }]);
    const access = { urls: { sender: server.url }, party: { identifier: 'x' }, signal: AbortSignal.timeout(9000) };
    const reply = await createMessageID(access);
    const outcome = outcomeOfXtaFault(reply.kind === 'fault' ? reply.fault : expect.fail());
    const number = xtaFaultNames.some((each) => each === name) ? ` sim-${name}` : '';
    const findings = kind === 'rejected' ? { findings: [{ id: `xta-${name}`, text: 'Nach Drehbuch.' }] } : {};
    expect(outcome).toEqual({ kind, answer: `XTA ${name}${number}`, ...findings });
  });
});

describe('faults of strangers', () => {
  const soap = 'xmlns:s="http://www.w3.org/2003/05/soap-envelope"';
  const fault = (inner: string) => readFault(readXml(Buffer.from(`<s:Fault ${soap}>${inner}</s:Fault>`)));

  it.each([
    ['', { name: 'Receiver' }],
    ['<s:Code><s:Value>s:Quatsch</s:Value></s:Code>', { name: 'Receiver' }],
    ['<s:Code><s:Value>Sender</s:Value></s:Code>', { name: 'Sender' }],
    [
      '<s:Code><s:Value>s:Sender</s:Value></s:Code><s:Detail><SyncAsyncException xmlns="urn:fremd"/></s:Detail>',
      { name: 'Sender' },
    ],
    [
      '<s:Detail><a/><SyncAsyncException xmlns="https://xoev.de/transport/xta/core/3.1.1"/></s:Detail>',
      { name: 'SyncAsync' },
    ],
  ])('%s', (inner, expected) => {
    expect(fault(inner)).toEqual(expected);
  });

  it('say nothing in clear but a number', () => {
    const secret = { name: 'TechnicalProblem', errorCode: 'Erika Mustermann', detail: 'Erika Mustermann' } as const;
    expect(outcomeOfXtaFault(secret)).toEqual({ kind: 'unknown', answer: 'XTA TechnicalProblem' });
  });

  it('are no other bodies', () => {
    expect(readFault(readXml(Buffer.from('<Fault/>')))).toBeUndefined();
    expect(readFault(undefined)).toBeUndefined();
  });
});
