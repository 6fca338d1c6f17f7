import { appendFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { loadSchemas, type Schemas } from '../messages/schemas.ts';
import { type Fault, scriptFaults } from './faults.ts';
import { openInbox, type ReceivedMessage, sha256Of } from './inbox.ts';
import { procedureApp } from './procedure-app.ts';
import { createReplier, type ReplyPlan } from './replier.ts';

export interface ProcedureSettings {
  /** Port on 127.0.0.1; absent or 0: any free one. */
  readonly port?: number;
  /** Bearer token that messages must come with; absent: none. */
  readonly token?: string;
  /** Absent: loaded here and disposed of at the end. */
  readonly schemas?: Schemas;
  /** Stands in receipts as the product; XÖV characters only. */
  readonly name?: string;
  readonly faults?: readonly Fault[];
  /** Absent: it sends receipts alone. */
  readonly replies?: ReplyPlan;
  /** File that gets a JSON line `{ uuid, sha256 }` for every copy, before it is answered. */
  readonly recordFile?: string;
  readonly now?: () => Date;
}

export interface SimulatedProcedure extends AsyncDisposable {
  /** Where messages are posted. */
  readonly url: string;
  received(): ReceivedMessage[];
  /** Replaces what is left of the script of faults. */
  setFaults(faults: readonly Fault[]): void;
  /** Whom it answers from now on, and when. */
  setReplies(plan: ReplyPlan): void;
  /** Cuts what is open and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a procedure that takes XML messages over HTTP on 127.0.0.1, judges them by their schema and answers with a
 * receipt. It keeps its messages in memory and does wrong what its script says.
 *
 * @throws Error when the port is taken; ZustellwerkError SCHEMA_BROKEN when the schemas can't be loaded.
 */
export async function startProcedure(settings: ProcedureSettings = {}): Promise<SimulatedProcedure> {
  const { port = 0, token, name = 'Fachverfahren', recordFile, now = () => new Date() } = settings;
  const schemas = settings.schemas ?? (await loadSchemas());
  const inbox = openInbox();
  const faults = scriptFaults(settings.faults);
  const closing = new AbortController();
  const record = recorder(recordFile);
  const replier = createReplier(settings.replies, closing.signal);
  const office = { name, schemas, inbox, now, record, reply: replier.answer };
  const app = procedureApp({
    office,
    inbox,
    faults,
    replier,
    signal: closing.signal,
    ...(token !== undefined && { token }),
  });
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
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
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/nachrichten`,
    received: () => inbox.list(),
    setFaults: faults.set,
    setReplies: replier.set,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function recorder(file: string | undefined) {
  return async (uuid: string, xml: Uint8Array): Promise<void> => {
    if (file !== undefined) await appendFile(file, `${JSON.stringify({ uuid, sha256: sha256Of(xml) })}\n`);
  };
}

export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
