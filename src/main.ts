import { serve } from '@hono/node-server';
import type { Logger } from 'pino';
import { ConfigError, writeFault } from './config/config-error.ts';
import { readSettings, type Settings } from './config/settings.ts';
import { ZustellwerkError } from './errors.ts';
import { type Gateway, openGateway } from './gateway.ts';
import { createLog } from './log.ts';

/** A gateway that listens. */
export interface Listening {
  readonly url: string;
  readonly gateway: Gateway;
  /** In order: no new requests, running deliveries finished or given back, database stopped if it was the last user. */
  stop(): Promise<void>;
}

/** Opens the gateway and listens on the host and port of the settings. */
export async function listen(settings: Settings, log: Logger): Promise<Listening> {
  const gateway = await openGateway({ settings, log });
  const server = serve({ fetch: gateway.app.fetch, hostname: settings.host, port: settings.port });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve);
      server.once('error', reject);
    });
  } catch (error) {
    await gateway.stop();
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : settings.port;
  return {
    url: `http://${settings.host}:${port}`,
    gateway,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await gateway.stop();
      if ('closeIdleConnections' in server) server.closeIdleConnections();
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2_000))]);
    },
  };
}

/** Runs until SIGTERM or SIGINT; SIGHUP takes the configuration up anew; a second signal ends it at once, and what was under way is delivered again later. */
export async function run(settings: Settings): Promise<void> {
  const log = createLog(settings.logLevel);
  const listening = await listen(settings, log);
  log.info({ url: listening.url, reference: `${listening.url}/docs` }, 'listening');
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    await listening.stop();
    log.info('stopped');
    process.exit(0);
  };
  process.on('SIGHUP', () => {
    listening.gateway
      .reload()
      .catch((error: unknown) => log.error({ err: error }, 'the configuration was not taken up'));
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Says why a start failed, for people: faults of the configuration line by line. */
export function explainFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.faults.map(writeFault).join('\n');
  if (error instanceof ZustellwerkError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

if (import.meta.main) {
  try {
    await run(readSettings(process.env));
  } catch (error) {
    console.error(explainFailure(error));
    process.exit(1);
  }
}
