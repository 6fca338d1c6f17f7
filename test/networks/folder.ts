import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Two counties that are served by one gateway, each with what a network can have. */
export const places = {
  leer: { ars: '034570013013', name: 'Leer' },
  emsland: { ars: '034540035035', name: 'Meppen' },
} as const;

export type NetworkId = keyof typeof places;

/** A network of one town: a portal, an office with an inbox, one with a mailbox, one with an interface. */
export function writeNetwork(id: NetworkId, more = '', administeredBy: NetworkId[] = []): string {
  const { ars, name } = places[id];
  return `network: { id: ${id}, name: Landkreis ${name}, administeredBy: [${administeredBy.join()}] }
${more}
authorities: [{ id: ${id}-stadt, name: Stadt ${name}, ars: "${ars}" }]
portals:
  - id: ${id}-portal
    name: Portal ${name}
    profiles: [native]
    author:
      kennung: { default: "kop:${id}" }
      name: Landkreis ${name}
      address: { street: Weg, houseNumber: "1", postalCode: "26789", city: ${name} }
      reachability: [{ channel: "01", id: portal@${id}.example }]
destinations:
  - id: ${id}-inbox
    authority: ${id}-stadt
    name: ${name}, Anträge
    adapter: inbox
    messages: [zustellwerk-antrag/1/0001]
    fetchesAttachments: true
    reader: { name: Stadt ${name}, kennung: "dbs:${id}" }
  - id: ${id}-mailbox
    authority: ${id}-stadt
    name: ${name}, Wohnen
    messages: [zustellwerk-antrag/1/0001]
    reader: { name: Stadt ${name}, kennung: "dbs:${id}" }
  - id: ${id}-gewerbe
    authority: ${id}-stadt
    name: ${name}, Gewerbe
    messages: [zustellwerk-gewerbe/1/0001]
    ${interfaces[id]}
routes:
  - { service: generischer-antrag, region: "${ars}", destination: ${id}-inbox }
  - { service: wohnberechtigungsschein, region: "${ars}", destination: ${id}-mailbox }
  - { service: gewerbe-anmeldung, region: "${ars}", destination: ${id}-gewerbe }
`;
}

/** Different ones, so that the adapter of one network is foreign to the other. Nobody runs them. */
const interfaces = {
  leer: 'adapter: xoev-https\n    options: { url: "http://127.0.0.1:9/" }',
  emsland: 'adapter: mail\n    options: { host: 127.0.0.1, from: a@b.example, to: c@d.example }',
} as const;

/** A service that this network alone knows, by the names of its files. */
export function writeForm(id: NetworkId): Record<string, string> {
  const property = { title: 'Anliegen', type: 'string', maxLength: 100 };
  const schema = {
    title: 'Bitte',
    type: 'object',
    properties: { wish: property },
    required: ['wish'],
    additionalProperties: false,
  };
  return {
    [`${id}/forms/${id}-bitte/form.yaml`]: `service: ${id}-bitte
version: "1"
title: { de: Bitte, en: Wish }
provenance: modelled
schema: schema.json
applicant: optional
newService: { name: Bitte an ${id}, aliases: [], leikaIds: [] }
`,
    [`${id}/forms/${id}-bitte/schema.json`]: JSON.stringify(schema),
  };
}

/** A folder with these files; its path. */
export async function writeFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'networks-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
