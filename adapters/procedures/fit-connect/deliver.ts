import { type DeliveryJob, fitConnect, type LookupOutcome, type Outcome } from '../../../src/sdk.ts';
import { accessOf, findDestinationId } from './access.ts';
import type { Options } from './options.ts';
import { outcomeOfError, outcomeOfWord } from './outcomes.ts';

type Sent = fitConnect.Sent;

/** Announce, upload, submit; then the event log decides. Steps that succeeded are not made again. */
export async function deliver(job: DeliveryJob<Options>): Promise<Outcome> {
  try {
    return await send(job);
  } catch (error) {
    return outcomeOfError(error);
  }
}

async function send(job: DeliveryJob<Options>): Promise<Outcome> {
  const { options, steps, message, deliveryKey, openFile = noFiles, signal } = job;
  const api = fitConnect.openSubmissionApi(accessOf(options, signal));
  const known = steps.recall(fitConnect.submittedStep) === undefined ? undefined : sentOf(job);
  if (known) return follow(api, known, job);
  const destinationId = await findDestinationId(options, signal);
  if (destinationId === undefined) return { kind: 'unknown', answer: 'FIT-Connect names not exactly one destination' };
  const destination = await api.readDestination(destinationId);
  const service = destination.services.find(({ identifier }) => identifier === options.service);
  const schemas = service?.submissionSchemas ?? [];
  const schema =
    options.schemaUri === undefined ? only(schemas) : schemas.find((one) => one.schemaUri === options.schemaUri);
  if (!schema || !isMimeType(schema.mimeType))
    return refuse('fit-connect-not-offered', 'service or schema not offered');
  const { replyChannels, metadataVersions } = destination;
  const content = fitConnect.writeContent(message, schema.mimeType, { replyChannels, metadataVersions });
  if (!content) return refuse('fit-connect-not-json', 'the message cannot become JSON');
  const region = service?.regions[0];
  const given = {
    destination,
    openFile,
    signal,
    service: { identifier: options.service, name: options.serviceName },
    region,
    content,
  };
  const sent = await fitConnect.sendSubmission(
    api,
    { ...given, schemaUri: schema.schemaUri, callback: callbackOf(options, deliveryKey) },
    steps,
  );
  return follow(api, sent, job);
}

const noFiles = async () => undefined;

/** A callback belongs to one delivery: its address says which. */
function callbackOf({ callback }: Options, deliveryKey: string) {
  return (
    callback && {
      url: new URL(`/v1/callbacks/deliveries/${deliveryKey}`, callback.gateway).href,
      secret: callback.secret,
    }
  );
}

async function follow(
  api: ReturnType<typeof fitConnect.openSubmissionApi>,
  sent: Sent,
  { options }: DeliveryJob<Options>,
) {
  return outcomeOfWord(await fitConnect.readWord(api, sent), sent, options, new Date());
}

/**
 * What became of an attempt in doubt. Before the content was sealed nothing can have been submitted. After that, the log
 * decides; what was not submitted goes on with `deliver`, with the same ids and bytes.
 */
export async function lookUp(job: DeliveryJob<Options>): Promise<LookupOutcome> {
  const sent = sentOf(job);
  if (!sent) return { kind: 'absent', answer: 'nothing was submitted' };
  try {
    const word = await fitConnect.readWord(fitConnect.openSubmissionApi(accessOf(job.options, job.signal)), sent);
    if (word.kind === 'not-submitted') return { kind: 'absent', answer: 'announced, not submitted' };
    return outcomeOfWord(word, sent, job.options, new Date());
  } catch (error) {
    const outcome = outcomeOfError(error);
    return outcome.kind === 'rejected' ? { kind: 'unknown', answer: outcome.answer } : outcome;
  }
}

/** What the step memory has is what `sendSubmission` put there. */
function sentOf({ steps }: DeliveryJob<Options>): Sent | undefined {
  return steps.recall(fitConnect.sealedStep) as Sent | undefined;
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function isMimeType(text: string): text is 'application/json' | 'application/xml' {
  return text === 'application/json' || text === 'application/xml';
}

function refuse(id: string, answer: string): Outcome {
  return { kind: 'rejected', findings: [{ id }], answer };
}
