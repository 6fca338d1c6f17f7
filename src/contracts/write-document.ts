import { type Language, type Wording, wordIn } from '../findings.ts';
import { cardinalityOf } from '../messages/describe.ts';
import type { Field, Pack } from './contract.ts';
import { type Block, type Cell, type ContractDocument, code } from './document.ts';
import { drawPictures } from './pictures.ts';
import { outcomeNames, stateRows } from './states.ts';

/** Says a text in the language of the document. */
type Say = (wording: Wording) => string;

/** The contract as people read and sign it. */
export function writeDocument(pack: Pack, language: Language): ContractDocument {
  const say: Say = (wording) => wordIn(wording, language);
  const t = (de: string, en: string) => say({ de, en });
  return {
    language,
    title: t(`Schnittstellenvertrag: ${pack.service.name}`, `Interface contract: ${pack.service.name}`),
    subtitle: `${pack.authority.name} · ${pack.destination.name} · ${pack.message.id} · ${pack.date} · Zustellwerk ${pack.gateway}`,
    blocks: [
      ...purpose(pack, t, say),
      ...course(pack, t, say),
      ...messageSection(pack, t, say),
      ...fieldSection(pack, t, say),
      ...listSection(pack, t),
      ...ruleSection(pack, t, say),
      ...receiptSection(pack, t, say),
      ...answerSection(pack, t, say, language),
      ...transportSection(pack, t, say),
      ...sampleSection(pack, t, say),
      ...historySection(pack, t, say),
      ...openSection(pack, t, say),
      ...signatureSection(pack, t),
    ],
  };
}

type T = (de: string, en: string) => string;

function purpose({ service, message, authority, destination, adapter, network }: Pack, t: T, say: Say): Block[] {
  const act = service.act === 'apply' ? '' : ` (${service.act})`;
  return [
    heading(t('Zweck und Rechtsgrundlage', 'Purpose and legal basis')),
    paragraph(
      t(
        `Anträge auf „${service.name}“${act} gelangen als Nachricht „${message.title.de}“ aus den Portalen des Verbunds ${network.name} in das Fachverfahren der Behörde „${authority.name}“. Dieser Vertrag hält fest, was gesendet und was geantwortet wird. Er ist aus den Definitionen erzeugt, mit denen das Gateway arbeitet, und wird von Programmen geprüft.`,
        `Applications for "${service.name}"${act} reach the procedure of ${authority.name} from the portals of the network ${network.name} as the message "${message.title.en}". This contract states what is sent and what is answered. It is made from the definitions that the gateway runs on, and programs check it.`,
      ),
    ),
    facts(
      [
        [t('Leistung', 'Service'), code(`${service.id} · ${service.act}`)],
        [t('LeiKa-Schlüssel', 'LeiKa keys'), service.leika.join(', ') || '–'],
        [t('Rechtsgrundlage der Leistung', 'Law of the service'), service.legalBasis.join('; ') || '–'],
        [t('Rechtsgrundlage der Nachricht', 'Law of the message'), message.legalBasis],
        [t('Vertrauensniveau', 'Trust level'), service.trustLevel ?? t('nicht bekannt', 'not known')],
        [t('Behörde', 'Authority'), `${authority.name} (ARS ${authority.ars})`],
        [t('Zustellpunkt', 'Destination'), `${destination.name} (${destination.id})`],
        [
          t('Leser (Kennung)', 'Reader (key)'),
          `${destination.reader.name} (${destination.reader.kennung ?? t('aus dem Gebiet des Antrags', 'from the region of the application')})`,
        ],
        [t('Gebiete (ARS)', 'Regions (ARS)'), destination.regions.join(', ') || '–'],
        [t('Adapter', 'Adapter'), `${adapter.id} ${adapter.version}: ${say(adapter.summary)}`],
      ],
      t,
    ),
  ];
}

function course(pack: Pack, t: T, say: Say): Block[] {
  return [
    heading(t('Wer sendet was, wann', 'Who sends what, when')),
    ...drawPictures(pack, say).map(({ file, svg, caption }): Block => ({ kind: 'figure', file, svg, caption })),
    {
      kind: 'list',
      items: [
        t(
          'Das Portal erhält sein 202 erst, wenn die Nachricht gebaut, gegen das Schema geprüft und gespeichert ist.',
          'The portal gets its 202 only when the message is built, proved against the schema and stored.',
        ),
        t(
          'Dieselbe Zustellung hat bei jedem Versuch dieselben Bytes und dieselbe nachrichtenUUID.',
          'The same delivery has the same bytes and the same nachrichtenUUID in every attempt.',
        ),
        pack.adapter.recognisesDuplicates
          ? t(
              'Das Verfahren erkennt eine wiederholte nachrichtenUUID und antwortet wie beim ersten Mal, ohne den Vorgang noch einmal anzulegen.',
              'The procedure recognises a repeated nachrichtenUUID and answers as it did at first, without opening the case again.',
            )
          : t(
              'Das Verfahren erkennt Wiederholungen nicht: Ist ein Versuch unklar geblieben, entscheidet ein Mensch.',
              'The procedure does not recognise repetitions: when an attempt stayed unclear, a person decides.',
            ),
      ],
    },
  ];
}

function messageSection({ message }: Pack, t: T, say: Say): Block[] {
  return [
    heading(t('Die Nachricht', 'The message')),
    facts(
      [
        [t('Bezeichnung', 'Title'), say(message.title)],
        [t('Standard', 'Standard'), `${message.standard} ${message.version}, ${message.type}`],
        [t('Wurzelelement', 'Root element'), code(message.root)],
        [t('Namensraum', 'Namespace'), code(message.namespace)],
        [t('Herkunft', 'Provenance'), say(message.provenance)],
        [
          t('Schema', 'Schema'),
          message.officialSchema
            ? t('amtlich; liegt nicht bei, siehe XRepository', 'official; not in this pack, see XRepository')
            : t('liegt bei (Ordner schemas)', 'in this pack (folder schemas)'),
        ],
        [
          t('Anhänge', 'Attachments'),
          message.embedsAttachments
            ? t('in der Nachricht, zusammen höchstens 10 MiB', 'in the message, at most 10 MiB in all')
            : t('keine', 'none'),
        ],
      ],
      t,
    ),
    {
      kind: 'list',
      items: [
        t(
          'UTF-8, Unicode NFC, Zeichen der DIN 91379 im jeweils genannten Typ. Ein Leser nimmt jedes Präfix.',
          'UTF-8, Unicode NFC, characters of DIN 91379 in the type that is named. A reader takes any prefix.',
        ),
        t(
          'Zeitpunkte: deutsche Ortszeit mit Millisekunden und Zone. Tage stehen ohne Zone.',
          'Times: German local time with milliseconds and zone. Days stand without zone.',
        ),
        t(
          'Codes stehen im Kindelement code (ohne Namensraum); listURI und listVersionID sind gesetzt, wo der Standard sie erlaubt, name nie.',
          'Codes stand in the child code (no namespace); listURI and listVersionID are set where the standard allows them, name never.',
        ),
        t(
          'Das Attribut test an der Wurzel bedeutet: nicht für den Echtbetrieb, gleich welchen Inhalts. Im Echtbetrieb fehlt es.',
          'The attribute test of the root means: not for production, whatever its content. In production it is absent.',
        ),
      ],
    },
  ];
}

function receiptSection({ exchange: { receipt } }: Pack, t: T, say: Say): Block[] {
  if (receipt === undefined) return [];
  return [
    heading(t('Die Quittung des Fachverfahrens', 'The receipt of the procedure')),
    facts(
      [
        [t('Bezeichnung', 'Definition'), code(receipt.id)],
        [t('Wurzelelement', 'Root element'), code(receipt.root)],
        [t('Namensraum', 'Namespace'), code(receipt.namespace)],
        [t('Muster', 'Samples'), code('samples/receipt-accepting.xml, samples/receipt-refusing.xml')],
      ],
      t,
    ),
    fieldTable(receipt.fields, t, say, t('Quelle', 'From')),
  ];
}

function fieldSection({ fields }: Pack, t: T, say: Say): Block[] {
  return [
    heading(t('Felder', 'Fields')),
    paragraph(
      t(
        'In der Reihenfolge der Nachricht. Anzahl „choice“: genau eine der benachbarten Möglichkeiten. NR: ob das Element im Namensraum der Nachricht steht. Herkunft: data.… sendet das Portal, head.… weiß das Gateway. [] kennzeichnet ein Element, das mehrfach stehen kann.',
        'In the order of the message. Number "choice": exactly one of the neighbouring options. NS: whether the element is in the namespace of the message. From: data.… is sent by the portal, head.… is known to the gateway. [] marks an element that may appear several times.',
      ),
    ),
    fieldTable(fields, t, say, t('Herkunft', 'From')),
  ];
}

function fieldTable(fields: readonly Field[], t: T, say: Say, from: string): Block {
  return {
    kind: 'table',
    head: [
      t('Element', 'Element'),
      t('Anzahl', 'Number'),
      t('NR', 'NS'),
      t('Typ oder Codeliste', 'Type or code list'),
      from,
      t('Beispiel', 'Example'),
      t('Bedeutung', 'Meaning'),
    ],
    rows: fields.map((field) => fieldRow(field, t, say)),
  };
}

function fieldRow(field: Field, t: T, say: Say): Cell[] {
  const { element, qualified, type, expected, list, source, example, meaning } = field;
  const form =
    expected === undefined || say(expected).startsWith('Text') || say(expected).startsWith('text') ? '' : say(expected);
  return [
    code(element),
    cardinalityOf(field),
    element.includes('@') ? '' : qualified ? t('ja', 'yes') : t('nein', 'no'),
    list === undefined ? (type === 'group' ? '' : type) : code(list),
    source === undefined
      ? ''
      : 'path' in source
        ? code(source.path)
        : t(`immer ${source.constant}`, `always ${source.constant}`),
    example ?? '',
    [meaning === undefined ? '' : say(meaning), form].filter(Boolean).join('; '),
  ];
}

function listSection({ codeLists }: Pack, t: T): Block[] {
  const lists = Object.values(codeLists);
  return [
    heading(t('Codelisten', 'Code lists')),
    {
      kind: 'table',
      head: [t('Liste', 'List'), 'listURI', t('Version', 'Version'), t('Typ', 'Type'), t('Schlüssel', 'Codes')],
      rows: lists.map(({ name, uri, version, type, codes, pattern }): Cell[] => [
        name,
        code(uri),
        version,
        String(type),
        codes
          ? Object.entries(codes)
              .map(([key, meaning]) => (meaning === '' || meaning === key ? key : `${key} ${meaning}`))
              .join(' · ')
          : pattern === undefined
            ? t('nur die Form ist geprüft', 'only the form is checked')
            : code(pattern),
      ]),
    },
  ];
}

function ruleSection({ rules }: Pack, t: T, say: Say): Block[] {
  const rows = rules.map(({ id, severity, text, source }): Cell[] => [
    code(id),
    severity === 'error' ? t('Fehler', 'error') : t('Hinweis', 'warning'),
    say(text),
    source,
  ]);
  return [
    heading(t('Regeln über dem Schema', 'Rules above the schema')),
    rows.length === 0
      ? paragraph(t('Keine.', 'None.'))
      : {
          kind: 'table',
          head: [t('Regel', 'Rule'), t('Schwere', 'Severity'), t('Inhalt', 'Text'), t('Quelle', 'Source')],
          rows,
        },
  ];
}

function answerSection({ exchange, adapter }: Pack, t: T, say: Say, language: Language): Block[] {
  const { attempts, maxAgeMs, firstPauseMs, longestPauseMs, timeoutMs, parallel } = exchange.retry;
  return [
    heading(t('Antworten des Verfahrens und Zustände', 'Answers of the procedure and states')),
    {
      kind: 'table',
      head: [t('Antwort', 'Answer'), t('Ergebnis', 'Outcome'), t('Folge', 'What follows')],
      rows: exchange.answers.map(({ when, outcome, follows }): Cell[] => [
        say(when),
        outcomeNames[outcome][language],
        say(follows),
      ]),
    },
    paragraph(
      t(
        `Ein Erfolg heißt hier „${adapter.success}“. Wiederholt wird höchstens ${attempts}-mal innerhalb von ${duration(maxAgeMs)}; die Pause beginnt bei ${duration(firstPauseMs)}, verdoppelt sich und wird nicht länger als ${duration(longestPauseMs)}. Ein Versuch dauert höchstens ${duration(timeoutMs)}; höchstens ${parallel} laufen gleichzeitig. Danach liegt die Zustellung beim Betrieb; verworfen wird nichts.`,
        `Success is called "${adapter.success}" here. There are at most ${attempts} attempts within ${duration(maxAgeMs)}; the pause begins with ${duration(firstPauseMs)}, doubles, and grows no longer than ${duration(longestPauseMs)}. An attempt takes at most ${duration(timeoutMs)}; at most ${parallel} run at the same time. After that the delivery lies with the operators; nothing is dropped.`,
      ),
    ),
    {
      kind: 'table',
      head: [t('Zustand', 'State'), t('Bedeutung', 'Meaning'), t('Was das Portal sieht', 'What the portal sees')],
      rows: stateRows.map(({ state, meaning, portal }): Cell[] => [code(state), say(meaning), code(portal)]),
    },
  ];
}

function duration(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ] as const;
  const [size, name] = units.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1, 'ms'];
  return `${ms / size} ${name}`;
}

function transportSection({ exchange }: Pack, t: T, say: Say): Block[] {
  return [
    heading(t('Transport und Sicherheit', 'Transport and security')),
    facts(
      [
        [t('Transportweg', 'Transport'), exchange.transport],
        [t('Quittung', 'Receipt'), exchange.receipt === undefined ? t('keine', 'none') : code(exchange.receipt.id)],
        ...exchange.settings.map(({ name, value }): [string, Cell] => [name, value]),
      ],
      t,
    ),
    { kind: 'list', items: exchange.security.map(say) },
  ];
}

function sampleSection({ samples, exchange }: Pack, t: T, say: Say): Block[] {
  const trial =
    exchange.trial === undefined
      ? t(
          'Dieser Transportweg wird von Hand erprobt: Die Muster werden so übergeben, wie der Abschnitt Transport es sagt.',
          'This transport is tried by hand: hand the samples over as the section on transport says.',
        )
      : t(
          'Erproben, nur mit Node: node verify.mjs --target https://… (Anmeldung in der Umgebungsvariablen CONTRACT_AUTHORIZATION). Jede Probe bekommt eine neue nachrichtenUUID.',
          'Try it, with nothing but Node: node verify.mjs --target https://… (credentials in the environment variable CONTRACT_AUTHORIZATION). Each sample gets a new nachrichtenUUID.',
        );
  return [
    heading(t('Muster und Prüfung', 'Samples and verification')),
    {
      kind: 'table',
      head: [
        t('Datei', 'File'),
        t('Was sie ist', 'What it is'),
        t('Schema', 'Schema'),
        t('Gebrochene Regeln', 'Broken rules'),
        t('Erwartete Antwort', 'Expected answer'),
      ],
      rows: samples.map(({ file, title, schema, brokenRules, answer }): Cell[] => [
        code(file),
        say(title),
        schema === 'valid' ? t('gültig', 'valid') : t('ungültig', 'invalid'),
        brokenRules.join(', '),
        answer === 'accept' ? t('annehmen', 'accept') : t('ablehnen', 'refuse'),
      ]),
    },
    paragraph(trial),
  ];
}

function historySection({ message, changes, date, gateway }: Pack, t: T, say: Say): Block[] {
  const parties = { vendor: t('Hersteller', 'vendor'), portal: t('Portal', 'portal') };
  return [
    heading(t('Versionen und Änderungen', 'Versions and changes')),
    paragraph(
      t(
        `Stand ${date}, Nachricht ${message.id}, erzeugt mit Zustellwerk ${gateway}.`,
        `As of ${date}, message ${message.id}, made with Zustellwerk ${gateway}.`,
      ),
    ),
    changes.length === 0
      ? paragraph(
          t(
            'Keine Änderungen gegenüber einem früheren Vertrag verzeichnet.',
            'No changes against an earlier contract are recorded.',
          ),
        )
      : {
          kind: 'table',
          head: [t('Änderung', 'Change'), t('Bricht für', 'Breaks for')],
          rows: changes.map(({ text, breaks }): Cell[] => [
            say(text),
            breaks.map((party) => parties[party]).join(', ') || '–',
          ]),
        },
  ];
}

function openSection({ openPoints }: Pack, t: T, say: Say): Block[] {
  return [
    heading(t('Offene Punkte', 'Open points')),
    openPoints.length === 0 ? paragraph(t('Keine.', 'None.')) : { kind: 'list', items: openPoints.map(say) },
  ];
}

function signatureSection({ authority }: Pack, t: T): Block[] {
  return [
    heading(t('Unterschriften', 'Signatures')),
    {
      kind: 'signatures',
      parties: [
        authority.name,
        t('Hersteller des Verfahrens', 'Vendor of the procedure'),
        t('Betreiber des Gateways', 'Operator of the gateway'),
      ],
      labels: [t('Ort, Datum', 'Place, date'), t('Name, Funktion', 'Name, function'), t('Unterschrift', 'Signature')],
    },
  ];
}

function heading(text: string): Block {
  return { kind: 'heading', text };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

function facts(rows: readonly [string, Cell][], t: T): Block {
  return { kind: 'table', head: [t('Angabe', 'Item'), t('Wert', 'Value')], rows };
}
