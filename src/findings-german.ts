import type { Link, WordedFinding } from './findings.ts';

/** Die deutschen Sätze aller Regeln. Jeder sagt, was richtig wäre. */
export function explainGerman({ rule, params }: WordedFinding): string {
  const nearest = params.nearest?.length
    ? ` Gemeint war vielleicht ${params.nearest.map((n, index) => `„${n}“${meaningOf(params, index)}`).join(' oder ')}.`
    : '';
  switch (rule) {
    case 'required':
      return `Dieses Pflichtfeld fehlt.${params.expected ? ` Erwartet: ${params.expected}.` : ''}`;
    case 'type':
      return `Der Wert hat den falschen Typ. Erwartet: ${params.expected}.`;
    case 'unknown-field':
      return `Dieses Feld ist hier nicht bekannt und ginge verloren. Bitte entfernen oder den Namen berichtigen.${nearest}`;
    case 'not-supported':
      return 'Dieses Element gehört zur Schnittstelle, wird aber noch nicht verarbeitet. Bitte weglassen.';
    case 'not-empty':
      return 'Ein Pflichttext darf nicht leer sein und nicht nur aus Leerzeichen bestehen.';
    case 'too-long':
      return `Der Text hat ${params.actual} Zeichen; erlaubt sind höchstens ${params.max}.`;
    case 'too-many':
      return `Es sind ${params.actual} Einträge; erlaubt sind höchstens ${params.max}.`;
    case 'too-few':
      return `Es sind ${params.actual} Einträge; nötig sind mindestens ${params.min}.`;
    case 'pattern':
      return `Der Wert hat nicht die Form, die der Standard verlangt: ${params.expected}.`;
    case 'character':
      return (
        `Zeichen ${params.position} (${printable(params.character)}${params.codePoint}) ist in ${params.list} der DIN 91379 nicht erlaubt.` +
        (params.suggestion === undefined ? '' : ` Möglicher Ersatz: „${params.suggestion}“.`)
      );
    case 'date':
      return `Das ist kein Datum des Kalenders in der Form ${params.expected}.`;
    case 'date-in-future':
      return 'Dieses Datum liegt in der Zukunft; erlaubt ist höchstens der heutige Tag.';
    case 'date-too-old':
      return `Dieses Datum liegt zu weit zurück; frühestens erlaubt: ${params.expected}.`;
    case 'date-time':
      return 'Das ist kein Zeitpunkt in der Form JJJJ-MM-TTThh:mm:ss mit Zeitzone.';
    case 'number':
      return `Die Zahl liegt außerhalb des Erlaubten: ${params.expected}.`;
    case 'code':
      return `Dieser Schlüssel steht nicht in der Codeliste ${params.list}.${nearest}`;
    case 'choice':
      return `Genau eine dieser Angaben ist nötig: ${params.names?.join(', ')}.`;
    case 'postal-code':
      return 'Eine deutsche Postleitzahl hat fünf Ziffern und beginnt nicht mit 00.';
    case 'house-number':
      return 'Die Hausnummer wird geteilt: Ziffern (höchstens vier) in „houseNumber“, was folgt, etwa „a“ oder „1/2“, in „houseNumberSuffix“.';
    case 'format':
      return `Der Wert hat nicht die erwartete Form: ${params.expected}.`;
    case 'message-rule':
      return `Eine Regel der Nachricht ist verletzt: ${params.expected}`;
    case 'not-convertible':
      return `Der Wert lässt sich nicht lesen als ${params.expected}.`;
    case 'conflict':
      return `Diese Angaben schließen einander aus: ${params.names?.join(', ')}.`;
    case 'service-unknown':
      return `Es gibt keine Verwaltungsleistung mit dieser Id oder diesem LeiKa-Schlüssel.${nearest}`;
    case 'service-ambiguous':
      return `Mehrere Verwaltungsleistungen haben diesen LeiKa-Schlüssel. Bitte eine ihrer Ids nennen: ${params.names?.join(', ')}.`;
    case 'service-not-deliverable':
      return `Diese Verwaltungsleistung wird hier nicht zugestellt: ${params.detail}.`;
    case 'link-out':
      return params.link
        ? `Diese Verwaltungsleistung wird nicht hier beantragt, sondern in einem anderen Portal: ${nameLink(params.link)}.`
        : 'Diese Verwaltungsleistung wird nicht hier beantragt, und für dieses Gebiet ist keine andere Adresse bekannt. Bitte den Betrieb um Ergänzung bitten.';
    case 'efa':
      return `Diese Verwaltungsleistung wird im bundesweiten Onlinedienst ${params.link ? nameLink(params.link) : ''} beantragt; dessen Anträge erreichen die Behörde über FIT-Connect. Bitte das eigene Formular ausblenden.`;
    case 'information':
      return `Hier gibt es nichts zu beantragen, nur nachzulesen${params.link ? `: ${nameLink(params.link)}` : '; für dieses Gebiet ist keine Adresse bekannt. Bitte den Betrieb um Ergänzung bitten'}.`;
    case 'service-closed':
      return params.opens
        ? `Anträge werden hierfür erst ab dem ${params.opens.replace('T', ', ')} Uhr angenommen.`
        : `Anträge werden hierfür seit dem ${(params.closed ?? '').replace('T', ', ')} Uhr nicht mehr angenommen; ein neuer Beginn ist nicht bekannt.`;
    case 'act-unknown':
      return `Die Verwaltungsleistung hat keine solche Handlung. Bekannt: ${params.names?.join(', ')}.`;
    case 'form-version-unknown':
      return `Diese Fassung des Formulars gilt nicht. Es gelten: ${params.names?.join(', ') || 'keine'}.`;
    case 'region-unknown':
      return `Es gibt kein Gebiet mit diesem ARS (12 Ziffern).${nearest}`;
    case 'region-not-municipal':
      return `Die Nachricht wird über den AGS einer Gemeinde adressiert, dieses Gebiet ist aber ein Verband mehrerer Gemeinden. Bitte den ARS einer Mitgliedsgemeinde nennen: ${params.names?.join(', ')}.`;
    case 'no-route':
      return `Für diese Verwaltungsleistung gibt es in diesem Gebiet keinen Zustellpunkt. ${params.detail ?? ''}`.trim();
    case 'not-live':
      return `Die hier zuständige Behörde nimmt noch keine Einreichungen an (Phase ${params.detail}). Probeläufe werden beantwortet: ?dryRun=true.`;
    case 'profile-unknown':
      return `Dieses Portalprofil gibt es nicht.${nearest} Bekannt: ${params.names?.join(', ')}.`;
    case 'profile-not-allowed':
      return `Dieses Portal ist für das Profil nicht eingerichtet. Seine Profile: ${params.names?.join(', ')}.`;
    case 'service-outside-scope':
      return `Diese Verwaltungsleistung ist für dieses Portal nicht freigegeben. Freigegeben: ${params.names?.join(', ')}.`;
    case 'region-outside-scope':
      return `Dieses Gebiet ist für dieses Portal nicht freigegeben. Freigegeben, jeweils mit allem, was dazugehört: ${params.names?.join(', ')}.`;
    case 'service-not-in-profile':
      return 'Dieses Portalprofil kennt die Verwaltungsleistung nicht. Bitte ein anderes Profil verwenden oder den Betrieb um Ergänzung bitten.';
    case 'attachment-unknown':
      return 'Es gibt keine Anlage mit dieser Id, die auf eine Einreichung dieses Portals wartet.';
    case 'attachment-changed':
      return 'Die hochgeladene Datei hat einen anderen SHA-512-Wert. Bitte erneut hochladen.';
    case 'attachments-too-large':
      return `Die Anlagen haben zusammen ${params.actual} Byte; höchstens ${params.max} werden angenommen.`;
    case 'attachment-not-taken':
      return 'Die Nachricht dieser Verwaltungsleistung hat keinen Platz für Anlagen. Bitte weglassen.';
    case 'attachment-missing':
      return `Es fehlt: ${params.expected}. Bitte hochladen und mit "namedAs": "${params.detail}" nennen.`;
    case 'attachment-named':
      return `Diese Leistung kennt keine solche Anlage. Bekannt: ${params.names?.join(', ') || 'keine'}.${nearest}`;
    case 'attachment-name':
      return `Die Datei muss anders heißen: ${params.expected}.`;
    case 'attachment-type':
      return `Die Datei ist vom Typ ${params.detail}; angenommen werden: ${params.names?.join(', ')}.`;
    case 'attachment-too-large':
      return `Die Datei hat ${params.actual} Byte; höchstens ${params.max} werden angenommen.`;
    case 'trust-level':
      return `Diese Leistung verlangt das Vertrauensniveau ${params.expected}; die antragstellende Person ist mit ${params.detail} bekannt. Ausreichend sind: ${params.names?.join(', ')}.`;
    case 'assertion':
      return `Die signierte Bestätigung, wer den Antrag stellt, ist ungültig: ${params.expected}.`;
    case 'assertion-used':
      return 'Diese signierte Bestätigung wurde für eine andere Einreichung verwendet. Jede Einreichung braucht eine eigene.';
    case 'payment-due':
      return `Die Gebühr von ${params.expected} ist vor der Zustellung fällig. Bitte zahlen und die Zahlung mit PATCH nachreichen.`;
    case 'payment-amount':
      return `Die Gebühr beträgt ${params.expected}; gezahlt wurden ${params.detail}.`;
    case 'submission-unknown':
      return 'Dieses Portal hat keine Einreichung mit dieser Kennung.';
    case 'relation-refused':
      return `Das kann der früheren Einreichung nicht folgen: ${params.expected}.`;
    case 'callback-not-allowed':
      return `Dorthin wird nichts gemeldet. Nötig: ${params.expected}.`;
    case 'xml-not-read':
      return `Das Dokument wird nicht gelesen. ${params.expected}`;
    case 'xml-schema':
      return `Das Schema des Standards ist verletzt. ${params.expected}`;
    case 'message-unknown':
      return `Nachrichten dieser Art (${params.detail}) werden hier nicht angenommen. Angenommen werden: ${params.names?.join(', ')}.`;
    case 'message-not-agreed':
      return `Mit der Behörde ist ${params.detail} nicht vereinbart. Für diese Leistung nimmt sie an: ${params.names?.join(', ') || 'nichts'}.`;
    case 'message-as-it-is':
      return 'Dies kam als fertige Nachricht und wird unverändert weitergegeben; sie kann nicht neu erzeugt werden. Das Portal reicht eine neue ein.';
    case 'message-uuid-used':
      return 'Eine andere Nachricht hat diese nachrichtenUUID. Jede Nachricht hat eine eigene.';
    case 'other-reader':
      return `Die Nachricht ist an ${params.detail} gerichtet; zuständig ist hier ${params.expected}.`;
    case 'other-author':
      return `Nachrichten des Autors ${params.detail} reicht dieses Portal nicht ein. Es reicht ein: ${params.names?.join(', ') || 'keine'}.`;
    case 'set-refused':
      return `Diese Dateien werden nicht angenommen. ${params.expected}`;
    case 'no-test-mark':
      return 'Hier werden nur Tests angenommen, und die Nachricht ist nicht als Test gekennzeichnet (Attribut „test“ des Wurzelelements).';
  }
}

function meaningOf({ meanings }: WordedFinding['params'], index: number): string {
  return meanings?.[index] ? ` (${meanings[index]})` : '';
}

function nameLink({ name, url }: Link): string {
  return url === undefined ? `„${name}“` : `„${name}“, ${url}`;
}

function printable(character: string | undefined): string {
  return character !== undefined && /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(character) ? `„${character}“, ` : '';
}
