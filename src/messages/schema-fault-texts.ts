import type { Language } from '../findings.ts';

/** A way in which libxml2 says something, and the same for people. `$NAME` stands for a part of the message. */
export interface FaultText {
  readonly id: string;
  readonly pattern: RegExp;
  readonly text: Readonly<Record<Language, string>>;
}

/** What remains after `Element 'x': ` or `Element 'x', attribute 'a': `. The first that fits counts. */
export const schemaTexts: readonly FaultText[] = [
  {
    id: 'missing-children',
    pattern: /^Missing child element\(s\)\. Expected is (?:one of )?\( (?<expected>.*) \)\.$/s,
    text: { de: 'In $element fehlt: $expected.', en: '$element is incomplete; missing: $expected.' },
  },
  {
    id: 'unexpected-element',
    pattern: /^This element is not expected\. Expected is (?:one of )?\( (?<expected>.*) \)\.$/s,
    text: {
      de: '$element steht an dieser Stelle falsch; hier muss stehen: $expected.',
      en: '$element does not belong here; expected here: $expected.',
    },
  },
  {
    id: 'unexpected-element',
    pattern: /^This element is not expected\.$/,
    text: {
      de: '$element gehört nicht hierher; an dieser Stelle ist kein weiteres Element vorgesehen.',
      en: '$element does not belong here; no further element is allowed at this place.',
    },
  },
  {
    id: 'pattern',
    pattern: /^\[facet 'pattern'\] The value '(?<value>.*)' is not accepted by the pattern '(?<rule>.*)'\.$/s,
    text: {
      de: 'Der Wert "$value" von $element hat nicht die vorgeschriebene Form ($rule).',
      en: 'The value "$value" of $element does not have the required form ($rule).',
    },
  },
  {
    id: 'enumeration',
    pattern: /^\[facet 'enumeration'\] The value '(?<value>.*)' is not an element of the set \{(?<rule>.*)\}\.$/s,
    text: {
      de: 'Der Wert "$value" von $element ist nicht zugelassen; zugelassen: $rule.',
      en: 'The value "$value" of $element is not allowed; allowed: $rule.',
    },
  },
  {
    id: 'max-length',
    pattern:
      /^\[facet 'maxLength'\] The value (?:'.*' )?has a length of '(?<value>\d+)'; this exceeds the allowed maximum length of '(?<rule>\d+)'\.$/s,
    text: {
      de: '$element ist mit $value Zeichen zu lang; höchstens $rule.',
      en: '$element is too long with $value characters; at most $rule.',
    },
  },
  {
    id: 'min-length',
    pattern:
      /^\[facet 'minLength'\] The value (?:'.*' )?has a length of '(?<value>\d+)'; this underruns the allowed minimum length of '(?<rule>\d+)'\.$/s,
    text: {
      de: '$element ist mit $value Zeichen zu kurz; mindestens $rule.',
      en: '$element is too short with $value characters; at least $rule.',
    },
  },
  {
    id: 'length',
    pattern:
      /^\[facet 'length'\] The value (?:'.*' )?has a length of '(?<value>\d+)'; this differs from the allowed length of '(?<rule>\d+)'\.$/s,
    text: {
      de: '$element hat $value Zeichen; es müssen genau $rule sein.',
      en: '$element has $value characters; it must have exactly $rule.',
    },
  },
  {
    id: 'range',
    pattern:
      /^\[facet '(?:min|max)(?:In|Ex)clusive'\] The value '(?<value>.*)' (?:is|must be) (?:less|greater) than (?:the .* allowed \()?'(?<rule>[^']*)'\)?\.$/s,
    text: {
      de: 'Der Wert "$value" von $element liegt außerhalb der Grenze $rule.',
      en: 'The value "$value" of $element is beyond the limit $rule.',
    },
  },
  {
    id: 'type',
    pattern: /^'(?<value>.*)' is not a valid value of the (?:local )?(?:atomic|union|list) type(?: '(?<rule>.*)')?\.$/s,
    text: {
      de: 'Der Wert "$value" von $element passt nicht zum Typ $rule.',
      en: 'The value "$value" of $element does not fit the type $rule.',
    },
  },
  {
    id: 'fixed',
    pattern: /^The (?:actual )?value '(?<value>.*)' does not match the fixed value constraint '(?<rule>.*)'\.$/s,
    text: {
      de: '$element muss "$rule" sein, nicht "$value".',
      en: '$element must be "$rule", not "$value".',
    },
  },
  {
    id: 'unknown-attribute',
    pattern: /^The attribute '(?<value>.*)' is not allowed\.$/,
    text: { de: 'Das Attribut $value gibt es hier nicht.', en: 'There is no attribute $value here.' },
  },
  {
    id: 'missing-attribute',
    pattern: /^The attribute '(?<value>.*)' is required but missing\.$/,
    text: { de: 'In $element fehlt das Attribut $value.', en: '$element lacks the attribute $value.' },
  },
  {
    id: 'stray-text',
    pattern: /^Character content (?:other than whitespace )?is not allowed,? because the content type is /,
    text: {
      de: 'Direkt in $element darf kein Text stehen.',
      en: '$element must not contain text of its own.',
    },
  },
  {
    id: 'stray-element',
    pattern: /^Element content is not allowed,? because /,
    text: {
      de: '$element darf nur Text enthalten, keine Elemente.',
      en: '$element may contain text only, no elements.',
    },
  },
];

/** Why a document could not be read at all. */
export const readingTexts: readonly FaultText[] = [
  {
    id: 'no-xml',
    pattern: /^Start tag expected, '<' not found$/,
    text: {
      de: 'Das ist kein XML: Es beginnt nicht mit einem Element.',
      en: 'Not XML: it does not begin with an element.',
    },
  },
  {
    id: 'tag-mismatch',
    pattern: /^Opening and ending tag mismatch: (?<value>.*) line (?<rule>\d+) and (?<expected>.*)$/,
    text: {
      de: '$value aus Zeile $rule wird mit $expected geschlossen.',
      en: '$value of line $rule is closed by $expected.',
    },
  },
  {
    id: 'ends-early',
    pattern: /^(?:Premature end of data in tag (?<value>\S+) line (?<rule>\d+)|Couldn't find end of Start Tag .*)$/,
    text: { de: 'Das Dokument bricht ab.', en: 'The document ends too early.' },
  },
  {
    id: 'entity',
    pattern: /^Entity '(?<value>.*)' not defined$/,
    text: { de: 'Die Entität &$value; ist nicht definiert.', en: 'The entity &$value; is not defined.' },
  },
  {
    id: 'prefix',
    pattern: /^Namespace prefix (?<value>\S+) (?:for \S+ )?on (?<rule>\S+) is not defined$/,
    text: {
      de: 'Das Namensraum-Präfix $value an $rule ist nicht definiert.',
      en: 'The namespace prefix $value on $rule is not defined.',
    },
  },
  {
    id: 'character',
    pattern:
      /^(?:PCDATA invalid Char value|invalid character in attribute value|xmlParseCharRef: invalid xmlChar value) ?(?<value>\d*)$/,
    text: { de: 'Ein Zeichen ist in XML nicht zugelassen.', en: 'A character is not allowed in XML.' },
  },
  {
    id: 'rest',
    pattern: /^Extra content at the end of the document$/,
    text: {
      de: 'Nach dem Ende des Dokuments steht noch etwas.',
      en: 'Something follows after the end of the document.',
    },
  },
  {
    id: 'encoding',
    pattern: /^The document is not UTF-8\.$/,
    text: { de: 'Das Dokument ist nicht in UTF-8.', en: 'The document is not UTF-8.' },
  },
  {
    id: 'encoding',
    pattern: /^The document is not read: its encoding is (?<value>.*); only UTF-8 is read\.$/,
    text: {
      de: 'Das Dokument nennt die Kodierung $value; gelesen wird nur UTF-8.',
      en: 'The document names the encoding $value; only UTF-8 is read.',
    },
  },
  {
    id: 'dtd',
    pattern: /^The document is not read: it has a document type declaration/,
    text: {
      de: 'Das Dokument hat eine Dokumenttypdeklaration (DTD) und wird deshalb nicht gelesen.',
      en: 'The document has a document type declaration (DTD) and is therefore not read.',
    },
  },
  {
    id: 'depth',
    pattern:
      /^(?:The document is not read: its elements are nested deeper than|Excessive depth in document:) (?<value>\d+)/,
    text: {
      de: 'Die Elemente sind tiefer als $value Ebenen verschachtelt.',
      en: 'The elements are nested more than $value levels deep.',
    },
  },
  {
    id: 'size',
    pattern: /^The document is not read: it has (?<value>\d+) bytes; at most (?<rule>\d+) are read\.$/,
    text: {
      de: 'Das Dokument ist mit $value Bytes zu groß; gelesen werden höchstens $rule.',
      en: 'The document is too large with $value bytes; at most $rule are read.',
    },
  },
];
