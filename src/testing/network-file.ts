import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** A destination of the sample network, as it is written. */
export type WrittenDestination = Record<string, unknown> & { readonly id: string };

/** The sample network with other destinations, by id, and further members. Returns the path of its file. */
export function networkWith(
  changes: Readonly<Record<string, (written: WrittenDestination) => WrittenDestination>>,
  members: Readonly<Record<string, unknown>> = {},
): string {
  const network = parse(readFileSync('config/network.yaml', 'utf8')) as { destinations: WrittenDestination[] };
  const destinations = network.destinations.map((written) => changes[written.id]?.(written) ?? written);
  const file = join(mkdtempSync(join(tmpdir(), 'network-')), 'network.yaml');
  writeFileSync(file, stringify({ ...network, destinations, ...members }));
  return file;
}
