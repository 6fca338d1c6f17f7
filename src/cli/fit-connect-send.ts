import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { getMimeType } from 'hono/utils/mime';
import {
  chooseMetadataVersion,
  type DataMimeType,
  type Destination,
  encryptSubmission,
  newAttachmentId,
  type RsaJwk,
  type SubmissionApi,
  type SubmissionIds,
} from '../fit-connect/index.ts';
import { uploadFile } from '../transports/fit-connect/upload-file.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, refuse, runCommand } from './failure.ts';
import { type AccessOptions, accessHelp, openApi, telling, withAccess } from './fit-connect-access.ts';
import { readInput, readJsonInput } from './read-input.ts';
import { printJson } from './terminal.ts';

interface SendOptions extends AccessOptions {
  readonly destination: string;
  readonly service?: string;
  readonly serviceName?: string;
  readonly region?: string;
  readonly schema?: string;
  readonly type?: DataMimeType;
  readonly attach?: readonly string[];
  readonly metadata?: string;
  readonly json?: true;
}

/** `zustellwerk fit-connect send FILE` */
export function addFitConnectSend(fitConnect: Command): void {
  withAccess(
    fitConnect
      .command('send')
      .description('Submit data with attachments of any size to a destination.')
      .argument('<file>', 'data, JSON or XML; - for stdin'),
  )
    .requiredOption('--destination <id>', 'where to')
    .option('--service <urn>', 'what for; left out: the only service of the destination')
    .option('--service-name <name>', 'its name for people; left out: the URN')
    .option('--region <key>', 'DE and digits of an ARS; left out: the first region of the service')
    .option('--schema <uri>', 'schema of the data; left out: the only one that is taken')
    .addOption(
      new Option('--type <media-type>', 'form of the data; left out: by the end of the file name').choices([
        'application/json',
        'application/xml',
      ]),
    )
    .option('--attach <files...>', 'attachments; their media type goes by the end of the file name')
    .option('--metadata <file>', 'JSON with further members of the metadata, such as replyChannel')
    .option('--json', 'print ids and authentication tags as JSON')
    .addHelpText(
      'after',
      `${accessHelp}

The destination's key is fetched anew and checked. When it breaks off before the end, nothing was submitted; what was
announced, the service deletes after a day.

Example: zustellwerk fit-connect send antrag.json --destination 40847c29-06aa-40e2-bf28-c29884c694c4 --attach plan.pdf
${exitCodeHelp}`,
    )
    .action(runCommand((file: string, options: SendOptions) => telling(() => send(file, options))));
}

async function send(file: string, options: SendOptions): Promise<ExitCode> {
  const content = await readInput(file);
  const metadata = options.metadata === undefined ? {} : readMembers(await readJsonInput(options.metadata));
  for (const name of options.attach ?? []) await checkReadable(name);
  const api = await openApi(options);
  const destination = await api.readDestination(options.destination);
  const { service, schema } = chooseOffer(destination, file, options);
  const metadataVersion = chooseMetadataVersion(destination.metadataVersions);
  if (metadataVersion === undefined) throw refuse('The destination takes no metadata of version 2.1 or 1.0.');
  const key = await api.readEncryptionKey(destination);
  const files = (options.attach ?? []).map((path) => ({ path, attachmentId: newAttachmentId() }));
  const region = options.region ?? service.regions[0];
  const ids = await api.announce({
    destinationId: destination.destinationId,
    attachments: files.map(({ attachmentId }) => attachmentId),
    service: { identifier: service.identifier, name: options.serviceName ?? service.identifier },
    ...(region !== undefined && { region }),
  });
  const attachments = [];
  for (const { path, attachmentId } of files) attachments.push(await upload(path, attachmentId, ids, key, api));
  const sent = await encryptSubmission({ metadataVersion, data: { content, ...schema }, attachments, metadata }, key);
  const { encryptedMetadata, encryptedData, authenticationTags } = sent;
  await api.submit(ids, { encryptedMetadata, encryptedData });
  if (options.json) printJson({ ...ids, authenticationTags });
  else {
    console.log(`submitted  submission ${ids.submissionId}  case ${ids.caseId}`);
    console.log(`  follow it with: zustellwerk fit-connect events ${ids.submissionId}`);
  }
  return exitCodes.fine;
}

function readMembers(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw cannotRun('--metadata has to hold a JSON object with members of the metadata.');
}

async function checkReadable(file: string): Promise<void> {
  const opened = await open(file).catch((cause) => {
    throw cannotRun(`${file} cannot be read.`, cause);
  });
  await opened.close();
}

/** The service and the schema of the data, which have to be named where the destination offers several. */
function chooseOffer({ services, status }: Destination, file: string, options: SendOptions) {
  if (status !== 'active') throw refuse(`The destination is ${status}; only an active one takes submissions.`);
  const wanted = services.filter(({ identifier }) => [identifier, undefined].includes(options.service));
  const service = only(
    wanted,
    '--service',
    services.map(({ identifier }) => identifier),
  );
  const type = options.type ?? typeOf(file);
  const taken = service.submissionSchemas.filter(({ mimeType }) => mimeType === type);
  const fitting = taken.filter(({ schemaUri }) => [schemaUri, undefined].includes(options.schema));
  const { schemaUri } = only(
    fitting,
    '--schema',
    service.submissionSchemas.map((one) => `${one.schemaUri} (${one.mimeType})`),
  );
  return { service, schema: { schemaUri, mimeType: type } };
}

function only<T>(found: readonly T[], option: string, offered: readonly string[]): T {
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  throw refuse(`Name one with ${option}. The destination offers: ${offered.join(', ') || 'nothing'}.`);
}

function typeOf(file: string): DataMimeType {
  if (/\.json$/i.test(file)) return 'application/json';
  if (/\.xml$/i.test(file)) return 'application/xml';
  throw cannotRun('Say with --type whether the data are application/json or application/xml.');
}

async function upload(path: string, attachmentId: string, ids: SubmissionIds, key: RsaJwk, api: SubmissionApi) {
  const mimeType = getMimeType(path) ?? 'application/octet-stream';
  const { submissionId } = ids;
  const file = { submissionId, attachmentId, mediaType: mimeType, content: createReadStream(path) };
  const encrypted = await uploadFile(file, key, api);
  return { attachmentId, encrypted, purpose: 'attachment', mimeType, filename: basename(path) } as const;
}
