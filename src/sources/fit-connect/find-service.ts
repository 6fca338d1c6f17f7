import type { Destination, FetchedSubmission, Metadata } from '../../fit-connect/index.ts';
import type { OfferedService } from './source.ts';

const prefix = 'urn:de:fim:leika:leistung:';

/**
 * The service that a submission is for. Version 1 and metadata 1.x name it; of version 2 it is only known that it may,
 * so what the destination offers for the data's schema decides where nothing names it.
 */
export function findService(
  { serviceIdentifier }: Pick<FetchedSubmission, 'serviceIdentifier'>,
  metadata: Metadata,
  destination: Pick<Destination, 'services'>,
  offered: readonly OfferedService[],
): OfferedService | undefined {
  const named = serviceIdentifier ?? metadata.publicServiceType?.identifier ?? identifierIn(metadata.publicService);
  const identifiers = named === undefined ? identifiersFor(metadata, destination) : [named];
  const found = offered.filter(({ leika }) => identifiers.includes(`${prefix}${leika}`));
  return found.length === 1 ? found[0] : undefined;
}

function identifiersFor(
  { contentStructure: { data } }: Metadata,
  { services }: Pick<Destination, 'services'>,
): string[] {
  const uri = data?.submissionSchema.schemaUri;
  return services
    .filter(({ submissionSchemas }) => submissionSchemas.some(({ schemaUri }) => schemaUri === uri))
    .map(({ identifier }) => identifier);
}

function identifierIn(value: unknown): string | undefined {
  const named = typeof value === 'object' && value !== null && 'identifier' in value ? value.identifier : undefined;
  return typeof named === 'string' ? named : undefined;
}
