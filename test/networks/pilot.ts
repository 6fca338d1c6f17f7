import { places } from './folder.ts';

/** A network whose town of Leer is the pilot of others; its file is included. */
export const pilotFiles = {
  'network.yaml': `network: { id: leer, name: Landkreis Leer }
include: [authorities/*.yaml]
portals:
  - id: kreisportal
    name: Kreisportal
    profiles: [native]
    author:
      kennung: { default: "kop:leer" }
      name: Landkreis Leer
      address: { street: Weg, houseNumber: "1", postalCode: "26789", city: Leer }
      reachability: [{ channel: "01", id: portal@leer.example }]
`,
  'authorities/leer.yaml': `authorities: [{ id: leer, name: Stadt Leer, ars: "${places.leer.ars}" }]
destinations:
  # The registration office.
  - id: leer-meldewesen
    authority: leer
    name: Stadt Leer, Meldewesen
    messages: [xmeld/26.11/1700]
    reader: { name: "Stadt Leer, Bürgerbüro", address: { street: Rathausstraße, houseNumber: "1", postalCode: "26789", city: Leer } }
  - id: leer-antraege
    authority: leer
    name: Stadt Leer, Anträge
    messages: [zustellwerk-antrag/1/0001]
routes:
  - { service: meldebescheinigung, region: "${places.leer.ars}", destination: leer-meldewesen }
  - { service: wohnberechtigungsschein, region: "${places.leer.ars}", destination: leer-antraege }
`,
  'towns.csv': `ars;name;wave;destinations[0].reader.address.street
034570014014;Gemeinde Moormerland;1;Theodor-Heuss-Straße
034575402000;Samtgemeinde Hesel;1;
034570020020;Gemeinde Uplengen;2;Alter Postweg
`,
} as const;
