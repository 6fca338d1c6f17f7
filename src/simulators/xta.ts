import type { Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { loadSchemas, type Schemas } from '../messages/schemas.ts';
import type { XtaContent } from '../transports/xta/content.ts';
import type { ReportStatus } from '../transports/xta/report.ts';
import type { TransportOrder } from '../transports/xta/transport-order.ts';
import { listen, stop } from './procedure.ts';
import { xtaApp } from './xta-app.ts';
import { scriptXtaFaults, type XtaServerFault } from './xta-faults.ts';
import { openOrders, type XtaOrders } from './xta-orders.ts';

export interface XtaServerSettings {
  /** Port on 127.0.0.1; absent or 0: any free one. */
  readonly port?: number;
  /** Absent: loaded here and disposed of at the end. */
  readonly schemas?: Schemas;
  readonly identity?: string;
  /** How the report of a new order stands; `open` when absent. */
  readonly report?: ReportStatus;
  readonly faults?: readonly XtaServerFault[];
  /** Serve https and want a client certificate that one of these authorities signed; all PEM. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientAuthorities: string };
  readonly now?: () => Date;
  /** Told of each operation that is asked for, before anything befalls it. */
  readonly onOperation?: (operation: string) => void | Promise<void>;
  /** Told of each order that reaches it, also of one that it has already. */
  readonly onOrder?: (order: TransportOrder, content: XtaContent) => void;
}

export interface SimulatedXtaServer extends AsyncDisposable {
  /** The address of all ports. */
  readonly url: string;
  readonly orders: XtaOrders;
  /** Operations in the order in which they were asked for, also those that a fault befell. */
  calls(): readonly string[];
  /** Replaces what is left of the script of faults. */
  setFaults(faults: readonly XtaServerFault[]): void;
  /** How the reports of further orders stand at first. */
  setReport(status: ReportStatus): void;
  /** Cuts what is open and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts an XTA server on 127.0.0.1, in memory. It checks every request against our own model of XTA 2 (modelled: no
 * official schema, no real server), keeps a mailbox for each reader, writes transport reports, and does wrong what its
 * script says.
 *
 * @throws Error when the port is taken; ZustellwerkError SCHEMA_BROKEN when the schemas can't be loaded.
 */
export async function startXtaServer(settings: XtaServerSettings = {}): Promise<SimulatedXtaServer> {
  const { port = 0, identity = 'Simulator_XTA', now = () => new Date(), tls } = settings;
  const schemas = settings.schemas ?? (await loadSchemas());
  let report: ReportStatus = settings.report ?? 'open';
  const kept = openOrders(() => report, now);
  const orders: XtaOrders = {
    ...kept,
    take: (order, content) => {
      settings.onOrder?.(order, content);
      return kept.take(order, content);
    },
  };
  const faults = scriptXtaFaults(settings.faults);
  const closing = new AbortController();
  const calls: string[] = [];
  const app = xtaApp({
    office: { identity, orders, schemas, now },
    faults,
    called: (operation) => {
      calls.push(operation);
      void settings.onOperation?.(operation);
    },
    signal: closing.signal,
  });
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    ...(tls && { createServer, serverOptions: serverOptions(tls) }),
  }) as Server;
  const close = async () => {
    closing.abort();
    await stop(server);
    if (settings.schemas === undefined) schemas.dispose();
  };
  await listen(server, port).catch(async (error) => {
    await close();
    throw error;
  });
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    orders,
    calls: () => calls,
    setFaults: faults.set,
    setReport: (status) => {
      report = status;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function serverOptions({ certificate, key, clientAuthorities }: NonNullable<XtaServerSettings['tls']>) {
  return { cert: certificate, key, ca: clientAuthorities, requestCert: true, rejectUnauthorized: true };
}
