/** What a stranger writes who has installed the package: an adapter of their own, and a network that names it. */

const declaration = (options: string, deliver: string) => `
import { defineProcedure, z } from 'zustellwerk/sdk';

export default defineProcedure({
  id: 'pigeonhole',
  version: '0.1.0',
  summary: 'Puts each message into a folder.',
  options: z.strictObject({ ${options} }),
  capabilities: { success: 'handed-over', recognisesDuplicates: true },
  ${deliver}
});
`;

const folder = 'folder: z.string()';

export const adapter = `
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
${declaration(
  folder,
  `async deliver({ message, options }) {
    await writeFile(join(options.folder, message.uuid + '.xml'), message.xml);
    return { kind: 'handed-over', answer: 'written' };
  },`,
)}`;

export const network = (folder: string) => `
network: { id: far-away, name: Landkreis Fern, test: true }
adapters: [./my-adapter.mjs]
authorities:
  - { id: leer, name: Stadt Leer (Ostfriesland), ars: "034570013013" }
portals:
  - id: kreisportal
    name: Kreisportal
    profiles: [native]
    author:
      kennung: { xmeld: "mbp:sample", default: "kop:sample" }
      name: Landkreis Fern
      address: { street: Musterstraße, houseNumber: "1", postalCode: "26789", city: Leer }
      reachability: [{ channel: "01", id: portal@fern.example }]
destinations:
  - id: leer-meldewesen
    authority: leer
    name: Leer, Meldewesen
    adapter: pigeonhole
    options: { folder: "${folder}" }
    messages: [xmeld/26.11/1700]
    reader: { name: Bürgerbüro }
routes:
  - { service: meldebescheinigung, region: "034570013013", destination: leer-meldewesen }
`;

/** Adapters in TypeScript by file name; those that are wrong must not compile. */
export const typed: Record<string, string> = {
  'right.ts': declaration(
    folder,
    `async deliver({ message, options, signal, deliveryKey }) {
    if (signal.aborted) return { kind: 'later', answer: 'no time left' };
    return { kind: 'handed-over', answer: options.folder.concat(message.uuid, deliveryKey) };
  },`,
  ),
  'wrong-option.ts': declaration(
    folder,
    `async deliver({ options }) {
    return { kind: 'handed-over', answer: options.fodler };
  },`,
  ),
  'wrong-outcome.ts': declaration(
    folder,
    `async deliver() {
    return { kind: 'done', answer: 'written' };
  },`,
  ),
  'outcome-without-receipt.ts': declaration(
    folder,
    `async deliver() {
    return { kind: 'delivered', answer: 'written' };
  },`,
  ),
  'outcome-forgotten.ts': declaration(
    folder,
    `async deliver({ attempt }) {
    if (attempt > 1) return { kind: 'unknown', answer: 'silence' };
  },`,
  ),
  'deliver-forgotten.ts': declaration(folder, ''),
};
