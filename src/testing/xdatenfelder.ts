/** Writes data schemas of FIM for tests: our own words in the shape of the standard. */

interface Part {
  readonly id: string;
  readonly times?: string;
  readonly label?: string;
}

export interface SampleField extends Part {
  readonly type: string;
  readonly art?: string;
  /** `praezisierung`, as its standard writes it: JSON text (2) or attributes (3). */
  readonly limits?: string;
  readonly list?: { readonly uri: string; readonly version: string };
}

export interface SampleGroup extends Part {
  readonly parts: readonly (SampleField | SampleGroup)[];
  readonly rules?: readonly string[];
}

export function writeXdatenfelder(version: 2 | 3, parts: SampleGroup['parts'], rules: readonly string[] = []): string {
  const namespace = `urn:xoev-de:fim:standard:xdatenfelder_${version === 2 ? '2' : '3.0.0'}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<x:xdatenfelder.stammdatenschema.0102 xmlns:x="${namespace}"><x:stammdatenschema>
${identification('S99000001')}<x:name>Probe</x:name>
${rules.map(writeRule).join('')}${parts.map((part) => writePart(part, version)).join('')}
</x:stammdatenschema></x:xdatenfelder.stammdatenschema.0102>`;
}

function writePart(part: SampleField | SampleGroup, version: 2 | 3): string {
  const { id, times = '1:1', label = `Feld ${id}` } = part;
  const head = `${identification(id)}<x:name>${label}</x:name>`;
  const body =
    'parts' in part
      ? `<x:datenfeldgruppe>${head}${(part.rules ?? []).map(writeRule).join('')}${part.parts
          .map((each) => writePart(each, version))
          .join('')}</x:datenfeldgruppe>`
      : `<x:datenfeld>${head}${writeField(part, version)}</x:datenfeld>`;
  return `<x:struktur><x:anzahl>${times}</x:anzahl><x:enthaelt>${body}</x:enthaelt></x:struktur>`;
}

function writeField({ art = 'input', type, limits = '', list }: SampleField, version: 2 | 3): string {
  const genericode = `<x:canonicalIdentification>${list?.uri}</x:canonicalIdentification><x:version>${list?.version}</x:version>`;
  const reference =
    version === 2 ? `<x:genericodeIdentification>${genericode}</x:genericodeIdentification>` : genericode;
  return (
    `<x:feldart><code>${art}</code></x:feldart><x:datentyp><code>${type}</code></x:datentyp>` +
    (version === 2 ? `<x:praezisierung>${limits}</x:praezisierung>` : `<x:praezisierung ${limits}/>`) +
    (list ? `<x:codelisteReferenz>${reference}</x:codelisteReferenz>` : '')
  );
}

function writeRule(id: string): string {
  return `<x:regel>${identification(id)}<x:name>Regel ${id}</x:name></x:regel>`;
}

function identification(id: string): string {
  return `<x:identifikation><x:id>${id}</x:id><x:version>1.0</x:version></x:identifikation>`;
}
