import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import {
  ApiRefused,
  type ApiVersion,
  FitConnectError,
  type KeyTrust,
  Refused,
  reasons,
  type SubmissionApi,
} from '../fit-connect/index.ts';
import { openSubmissionApi } from '../transports/fit-connect/index.ts';
import { cannotRun, type ExitCode, refuse } from './failure.ts';

/** Where the service is and whose keys are believed. */
export interface AccessOptions {
  readonly environment: 'test' | 'stage' | 'production';
  readonly api: ApiVersion;
  readonly tokenUrl?: string;
  readonly submissionApi?: string;
  readonly issuer?: readonly string[];
  readonly root?: readonly string[];
}

export const accessHelp = `
Environment: FIT_CONNECT_CLIENT_ID      client id; senders and subscribers are different clients
             FIT_CONNECT_CLIENT_SECRET  its secret

Outside TEST, certificates are checked up to --root; whether they were revoked is not asked.`;

/** Adds the options that say where the service is. */
export function withAccess(command: Command): Command {
  return command
    .addOption(
      new Option('--environment <name>', 'environment of FIT-Connect')
        .choices(['test', 'stage', 'production'])
        .default('test'),
    )
    .addOption(apiOption())
    .option('--token-url <address>', 'address of the token service, in place of that of the environment')
    .option('--submission-api <address>', 'Submission API without version, in place of that of the environment')
    .option('--issuer <names...>', 'what the service calls itself in events; left out: that address')
    .option('--root <files...>', 'root certificates (PEM), obligatory outside TEST');
}

/** `--api v1|v2` */
export function apiOption(): Option {
  return new Option('--api <version>', 'version of the Submission API; v1 allows compression')
    .choices(['v1', 'v2'])
    .default('v2');
}

/** The trust that the options stand for; also what `--environment` and `--root` have to do with each other. */
async function readTrust({ environment, root = [] }: AccessOptions): Promise<KeyTrust> {
  if (environment === 'test') return { environment };
  if (root.length === 0) throw cannotRun(`--root is missing: ${environment} needs root certificates.`);
  const roots = await Promise.all(root.map((file) => readPem(file)));
  return { environment, roots, isRevoked: async () => false };
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw cannotRun(`${file} cannot be read.`, cause);
  }
}

/** A client with the credentials of the environment. */
export async function openApi(options: AccessOptions): Promise<SubmissionApi> {
  const { FIT_CONNECT_CLIENT_ID: clientId, FIT_CONNECT_CLIENT_SECRET: clientSecret } = process.env;
  if (!clientId || !clientSecret) {
    throw cannotRun('FIT_CONNECT_CLIENT_ID and FIT_CONNECT_CLIENT_SECRET have to be set to those of the API client.');
  }
  for (const name of ['tokenUrl', 'submissionApi'] as const) {
    const address = options[name];
    const fits = address === undefined || (URL.canParse(address) && /^https?:/.test(address));
    if (!fits) throw cannotRun(`${address} is no address; it should look like https://test.fit-connect.fitko.dev/…`);
  }
  const { environment, api: apiVersion, tokenUrl, submissionApi, issuer: serviceIssuers } = options;
  const trust = await readTrust(options);
  const access = { environment, apiVersion, tokenUrl, submissionApi, serviceIssuers, clientId, clientSecret, trust };
  return openSubmissionApi(access);
}

/** Tells what the library refuses or cannot reach. Whoever stands here has the keys, so the reason may be told. */
export async function telling(command: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Refused) throw refuse(`${error.message} ${reasons[error.reason]} (${error.reason})`);
    if (error instanceof ApiRefused && error.status < 500 && error.status !== 401) throw refuse(tellAnswer(error));
    if (error instanceof FitConnectError) throw cannotRun(`${error.message} (${error.code})`, error);
    throw error;
  }
}

function tellAnswer({ message, problem, status }: ApiRefused): string {
  const hint = status === 403 ? ' The client may not: is it a sender or subscriber of this destination?' : '';
  return [message, problem.detail].filter(Boolean).join(' ') + hint;
}
