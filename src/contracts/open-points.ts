import { wordIn } from '../findings.ts';
import { constantCodes } from './constant-codes.ts';
import type { Contract } from './contract.ts';

type Point = Contract['openPoints'][number];

/** What the two parties still have to settle, computed from the agreement itself. */
export function openPoints(agreed: Omit<Contract, 'openPoints'>): Point[] {
  return [
    ...provenancePoint(agreed),
    ...keyTablePoints(agreed),
    ...routePoint(agreed),
    ...duplicatePoint(agreed),
    ...insecurePoint(agreed),
    ...trustPoint(agreed),
  ];
}

function provenancePoint({ message }: Omit<Contract, 'openPoints'>): Point[] {
  if (message.officialSchema) return [];
  return [
    {
      de: `Das beiliegende Schema ist nicht das amtliche (Herkunft: ${wordIn(message.provenance, 'de')}). Vor dem Echtbetrieb ist gegen das amtliche zu prüfen, wo es eines gibt.`,
      en: `The schema in this pack is not the official one (${wordIn(message.provenance, 'en')}). Before real use, check against the official one where there is one.`,
    },
  ];
}

function keyTablePoints(agreed: Omit<Contract, 'openPoints'>): Point[] {
  const constants = constantCodes(agreed);
  const open = Object.entries(agreed.codeLists)
    .filter(([key, { codes }]) => codes === undefined && !constants.has(key))
    .map(([, { name, version }]) => `${name} ${version}`.trim());
  if (open.length === 0) return [];
  const names = open.join(', ');
  return [
    {
      de: `Codelisten, deren Schlüssel nur der Form nach geprüft werden; das Verfahren prüft den Wert: ${names}.`,
      en: `Code lists of which only the form of the codes is checked; the procedure checks the value: ${names}.`,
    },
  ];
}

function routePoint({ destination }: Omit<Contract, 'openPoints'>): Point[] {
  if (destination.regions.length > 0) return [];
  return [{ de: 'Noch führt kein Leitweg zu diesem Zustellpunkt.', en: 'No route leads to this destination yet.' }];
}

function duplicatePoint({ adapter }: Omit<Contract, 'openPoints'>): Point[] {
  if (adapter.recognisesDuplicates) return [];
  return [
    {
      de: 'Das Verfahren erkennt eine Nachricht nicht wieder, die es schon hat: Nach einem unklaren Versuch entscheidet ein Mensch.',
      en: 'The procedure does not recognise a message that it already has: after an unclear attempt a person decides.',
    },
  ];
}

function insecurePoint({ exchange }: Omit<Contract, 'openPoints'>): Point[] {
  const open = exchange.settings.some(({ name, value }) => name === 'allowInsecure' && value === 'true');
  if (!open) return [];
  return [
    {
      de: 'Die Verbindung darf unverschlüsselt sein (allowInsecure): nur für Tests in einem geschlossenen Netz.',
      en: 'The connection may be unencrypted (allowInsecure): only for tests in a closed network.',
    },
  ];
}

function trustPoint({ service }: Omit<Contract, 'openPoints'>): Point[] {
  if (service.trustLevel !== null) return [];
  return [
    {
      de: 'Das Vertrauensniveau der Leistung ist nicht bekannt; die Behörde legt es fest.',
      en: 'The trust level of the service is not known; the authority decides.',
    },
  ];
}
