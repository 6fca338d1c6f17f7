import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildableMessage, ServiceAct } from '../domains/service.ts';
import type { Standard } from '../messages/message.ts';
import { withLists } from '../messages/with-lists.ts';
import { packageRoot } from '../package-root.ts';

/**
 * A version that no standard has: the same message under another number and namespace, so that tests can have several
 * versions side by side.
 */
export function inVersion(
  message: BuildableMessage,
  changes: Partial<Standard> & { version: string },
): BuildableMessage {
  const { definition } = message;
  const old = definition.standard;
  const standard = { ...old, ...changes };
  const renumbered = withLists(definition, (list) =>
    list.type < 3 && list.version === old.version ? { ...list, version: standard.version } : list,
  );
  const attributes = renumbered.root.attributes.map((attribute) =>
    attribute.name === 'version' ? { ...attribute, source: { constant: standard.version } } : attribute,
  );
  const id = `${standard.id}/${standard.version}/${definition.type}`;
  return { ...message, definition: { ...renumbered, id, standard, root: { ...renumbered.root, attributes } } };
}

/** The act with further messages that it can be sent as. */
export function alsoAs(act: ServiceAct, messages: readonly BuildableMessage[]): ServiceAct {
  return { ...act, messages: [...act.messages, ...messages] };
}

/** XMeld as a folder of "official" schemas under another version: `26.11` → `27.05`, `xmeld2611` → `xmeld2705`. */
export async function writeXmeldSchemas(folder: string, version: string): Promise<void> {
  const from = join(packageRoot, 'schemas', 'xmeld', '26.11');
  await mkdir(folder, { recursive: true });
  await cp(from, folder, { recursive: true });
  for (const name of (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.xsd'))) {
    const text = await readFile(join(folder, name), 'utf8');
    const renumbered = text.replaceAll('26.11', version).replaceAll('xmeld2611', `xmeld${version.replace('.', '')}`);
    await writeFile(join(folder, name), renumbered);
  }
}
