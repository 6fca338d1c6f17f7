import { constantCodes } from '../constant-codes.ts';
import type { Pack } from '../contract.ts';
import { anchorOf, type Block, type Cell, code, heading, paragraph, type Words } from './blocks.ts';

type List = Pack['codeLists'][string];

/** Longer lists stand at the end of the document. */
const mostInTable = 12;

export function isLong({ codes }: List): boolean {
  return codes !== undefined && Object.keys(codes).length > mostInTable;
}

export function listSection(pack: Pack, { t }: Words): Block[] {
  const constants = constantCodes(pack);
  const rows = Object.entries(pack.codeLists).map(([key, list]): Cell[] => [
    { code: list.name, anchor: anchorOf(`list ${key}`) },
    list.uri === '' ? '–' : code(list.uri),
    list.version === '' ? '–' : list.version,
    String(list.type),
    constants.get(key)?.map((each) => t(`immer ${each}`, `always ${each}`)) ?? keys(list, key, t),
  ]);
  return [
    heading(t('Codelisten', 'Code lists')),
    paragraph(
      t(
        '„–“: Die Nachricht trägt dieses Attribut nicht. Typ nach XÖV: 1 und 2 legen Liste und Version fest, 3 nur die Liste, 4 nichts davon; dann sagt die Nachricht in listVersionID und listURI, was gilt.',
        '"–": the message does not have this attribute. Type as in XÖV: 1 and 2 fix list and version, 3 only the list, 4 neither; then the message says in listVersionID and listURI what holds.',
      ),
    ),
    {
      kind: 'table',
      head: [t('Liste', 'List'), 'listURI', t('Version', 'Version'), t('Typ', 'Type'), t('Schlüssel', 'Codes')],
      rows,
    },
  ];
}

function keys(list: List, key: string, t: Words['t']): Cell {
  const { codes, pattern } = list;
  if (codes === undefined) {
    const form = t('nur die Form ist geprüft', 'only the form is checked');
    return pattern === undefined ? form : [form, code(pattern)];
  }
  const count = Object.keys(codes).length;
  if (isLong(list)) {
    return {
      code: t(`${count} Schlüssel, im Anhang`, `${count} codes, in the appendix`),
      to: anchorOf(`codes ${key}`),
    };
  }
  return Object.entries(codes).map(([each, meaning]) =>
    meaning === '' || meaning === each ? each : `${each} ${meaning}`,
  );
}
