import type { Metadata } from '../metadata/metadata.ts';
import type { Offer } from './destination.ts';
import { SubmissionRefused } from './refused.ts';
import type { FetchedSubmission } from './submission.ts';

/**
 * Checks that the destination offers the service, takes data of the schema and answers through the reply channel.
 *
 * @throws SubmissionRefused
 */
export function checkOffer(
  { serviceIdentifier }: FetchedSubmission,
  { publicServiceType, contentStructure, replyChannel }: Metadata,
  { services, replyChannels }: Offer,
): void {
  const named = [serviceIdentifier, publicServiceType?.identifier].filter((one) => one !== undefined);
  if (!named.every((identifier) => services.some((service) => service.identifier === identifier))) {
    throw new SubmissionRefused('SERVICE_UNSUPPORTED', 'metadata');
  }
  const offered = services.filter(({ identifier }) => named.length === 0 || named.includes(identifier));
  const wanted = contentStructure.data?.submissionSchema;
  const isTaken = offered
    .flatMap(({ submissionSchemas }) => submissionSchemas)
    .some(({ schemaUri, mimeType }) => schemaUri === wanted?.schemaUri && mimeType === wanted.mimeType);
  if (wanted && !isTaken) throw new SubmissionRefused('DATA_SCHEMA_UNSUPPORTED', 'metadata');
  const [channel] = Object.keys(replyChannel ?? {});
  if (channel !== undefined && replyChannels && !replyChannels.includes(channel)) {
    throw new SubmissionRefused('REPLY_CHANNEL_UNSUPPORTED', 'metadata');
  }
}
