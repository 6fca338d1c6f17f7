export interface MetadataVersion {
  readonly major: 1 | 2;
  /** Such as `2.1.0`; `1.0.0` where the metadata name no schema. */
  readonly version: string;
}

const address = /^https:\/\/schema\.fitko\.de\/fit-connect\/metadata\/((\d+)\.(\d+)\.\d+)\/metadata\.schema\.json$/;

/**
 * The version that metadata mean by `$schema`. Metadata without it are 1.0.0, where 1.0.x is taken.
 *
 * @param taken the destination's `metadataVersions`; without them all known versions are taken.
 */
export function findVersion(
  $schema: unknown,
  taken?: readonly string[],
): MetadataVersion | 'METADATA_SCHEMA_MISSING' | 'METADATA_SCHEMA_UNSUPPORTED' {
  if ($schema === undefined) {
    const takesOldest = taken === undefined || taken.some((version) => version.startsWith('1.0.'));
    return takesOldest ? { major: 1, version: '1.0.0' } : 'METADATA_SCHEMA_MISSING';
  }
  const [, version = '', major, minor] = (typeof $schema === 'string' && address.exec($schema)) || [];
  const isTaken = taken === undefined || taken.some((one) => one.startsWith(`${major}.${minor}.`));
  if (!isTaken || (major !== '1' && major !== '2')) return 'METADATA_SCHEMA_UNSUPPORTED';
  return { major: major === '1' ? 1 : 2, version };
}

/** What this library writes, the best first. */
const written = ['2.1.0', '1.0.0'];

/**
 * The version to write for a destination: the highest of ours that it takes in the same major and minor version.
 * Patches do not count: documents list some that never existed.
 *
 * @returns undefined when there is none.
 *
 * @example
 * chooseMetadataVersion(['1.0.0', '2.1.2']); // '2.1.0'
 */
export function chooseMetadataVersion(taken: readonly string[]): string | undefined {
  const line = (version: string) => version.split('.').slice(0, 2).join('.');
  return written.find((own) => taken.some((version) => line(version) === line(own)));
}

/**
 * What `$schema` of metadata says.
 *
 * @example
 * writeSchemaAddress('2.1.0'); // 'https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json'
 */
export function writeSchemaAddress(version: string): string {
  return `https://schema.fitko.de/fit-connect/metadata/${version}/metadata.schema.json`;
}
