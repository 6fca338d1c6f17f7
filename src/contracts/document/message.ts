import type { Pack } from '../contract.ts';
import { type Block, type Cell, code, facts, heading, type Words } from './blocks.ts';

export function messageSection({ message, fields }: Pack, words: Words): Block[] {
  const { t, say } = words;
  const rows: [string, Cell][] = [
    [t('Bezeichnung', 'Title'), say(message.title)],
    [t('Standard', 'Standard'), `${message.standard} ${message.version}, ${message.type}`],
    [t('Gültig', 'Valid'), validity(message, words)],
    [t('Wurzelelement', 'Root element'), code(message.root)],
    [t('Namensraum', 'Namespace'), code(message.namespace)],
    [t('Herkunft', 'Provenance'), say(message.provenance)],
    [
      t('Schema', 'Schema'),
      message.officialSchema
        ? t('amtlich; liegt nicht bei, siehe XRepository', 'official; not in this pack, see XRepository')
        : t('liegt bei (Ordner schemas)', 'in this pack (folder schemas)'),
    ],
    [t('Anhänge', 'Attachments'), attachments(message, words)],
  ];
  return [
    heading(t('Die Nachricht', 'The message')),
    facts(rows, words),
    { kind: 'list', items: [...conventions(words), ...characterSets(fields, words)] },
  ];
}

function validity({ validFrom, validUntil }: Pack['message'], { t }: Words): string {
  if (validFrom === undefined && validUntil === undefined) return t('ohne Frist', 'without a term');
  const from = validFrom === undefined ? '' : t(`ab ${validFrom}`, `from ${validFrom}`);
  const until =
    validUntil === undefined
      ? t('ein Ende ist nicht bekannt', 'no end is known')
      : t(`bis ${validUntil}`, `until ${validUntil}`);
  return [from, until].filter(Boolean).join(', ');
}

function attachments({ embedsAttachments, attachments: files }: Pack['message'], { t }: Words): string {
  if (!embedsAttachments) return t('keine', 'none');
  const { mostBytes = 0, places, fetched = false } = files ?? {};
  const size = `${mostBytes / 1024 / 1024} MiB`;
  return [
    t(`in der Nachricht (base64), zusammen höchstens ${size}`, `in the message (base64), at most ${size} together`),
    ...(places === undefined
      ? []
      : [
          t(
            `höchstens ${places} Dateien, jede in ihrem eigenen Element`,
            `at most ${places} files, each in its own element`,
          ),
        ]),
    fetched
      ? t(
          'größere nennt die Nachricht nur: alle Elemente inhalt fehlen, das Verfahren holt jede Datei mit seinem Schlüssel von GET /v1/attachments/{dokumentid} und vergleicht groesse und sha512',
          'larger ones are only named: all elements inhalt are absent, the procedure fetches each file with its key from GET /v1/attachments/{dokumentid} and compares groesse and sha512',
        )
      : t('mit größeren nimmt das Gateway keinen Antrag an', 'with larger ones the gateway takes no application'),
  ].join('; ');
}

function conventions({ t }: Words): string[] {
  return [
    t(
      'UTF-8, Unicode NFC, kein Leerraum zwischen Elementen. Welches Präfix ein Namensraum hat, ist ohne Bedeutung.',
      'UTF-8, Unicode NFC, no white space between elements. Which prefix a namespace has means nothing.',
    ),
    t(
      'Zeitpunkte: deutsche Ortszeit mit Millisekunden und Zone. Tage stehen ohne Zone.',
      'Times: German local time with milliseconds and zone. Days stand without zone.',
    ),
    t(
      'Codes stehen im Kindelement code (ohne Namensraum); listURI und listVersionID sind Attribute des Elements darum, gesetzt, wo der Standard sie erlaubt. Das Kindelement name steht nur, wo die Feldtabelle es nennt.',
      'Codes stand in the child code (no namespace); listURI and listVersionID are attributes of the element around it, set where the standard allows them. The child name is there only where the field table names it.',
    ),
    t(
      'Das Attribut test an der Wurzel bedeutet: nicht für den Echtbetrieb, gleich welchen Inhalts. Im Echtbetrieb fehlt es.',
      'The attribute test of the root means: not for production, whatever its content. In production it is absent.',
    ),
  ];
}

/** The types of DIN 91379: each but the first is told by another one. */
function characterSets(fields: Pack['fields'], { t }: Words): string[] {
  const meanings = {
    A: t(
      'Namen natürlicher Personen: lateinische Buchstaben, keine Ziffern',
      'names of natural persons: Latin letters, no digits',
    ),
    B: t('sonstige Namen: A, ganz ASCII, einige Zeichen mehr', 'other names: A, all of ASCII, some more signs'),
    C: t('B, dazu Tabulator, Zeilenwechsel und einige Zeichen', 'B, also tabulator, line feed and some signs'),
    D: t(
      'Namen juristischer Personen: B, dazu Griechisch und weitere Zeichen',
      'names of legal persons: B, also Greek and more signs',
    ),
    E: t('D, dazu Tabulator, Zeilenwechsel und Kyrillisch', 'D, also tabulator, line feed and Cyrillic'),
  };
  if (!fields.some(({ type }) => type.startsWith('datatype'))) return [];
  const list = Object.entries(meanings)
    .map(([type, meaning]) => `datatype${type} (${meaning})`)
    .join('; ');
  return [
    t(
      `Texte haben nur Zeichen der DIN 91379 (Ausgabe 2022-08), je nach Typ: ${list}. „max.“ zählt Zeichen; ohne Angabe sind es höchstens 10.000.`,
      `Texts have only characters of DIN 91379 (edition 2022-08), by type: ${list}. "max." counts characters; without it there are at most 10,000.`,
    ),
  ];
}
