import type { Language } from '../findings.ts';
import { findFault } from './din91379.ts';
import { type FaultText, readingTexts, schemaTexts } from './schema-fault-texts.ts';
import type { SchemaFault } from './validate.ts';

/** What a fault means, for people. */
export interface Explanation {
  /** Which kind of fault, stable; `other` where only the validator's own words are known. */
  readonly kind: string;
  readonly text: string;
  /** Names of the elements that the schema would have at this place. */
  readonly expected: readonly string[];
}

/** Longer expressions say nothing to anybody. */
const longestPattern = 80;
const longestValue = 60;
const mostNames = 8;

/**
 * Says in plain words what libxml2 said about a document: which element, what is wrong, what would be right.
 *
 * @example
 * explainSchemaFault({ line: 3, xpath: '/a/b', message: "Element 'b': This element is not expected." }, 'en').text;
 * // 'b does not belong here; no further element is allowed at this place.'
 */
export function explainSchemaFault({ message }: SchemaFault, language: Language): Explanation {
  return explainFault(message, language, shorten);
}

/** The same for those who may not read the document: no value is quoted, save a single character that is not allowed. */
export function explainWithoutValues({ message }: SchemaFault, language: Language): Explanation {
  const explained = explainFault(message, language, (value, kind) => (kindsWithContent.has(kind) ? '…' : value));
  const text = language === 'de' ? 'Das widerspricht dem Schema.' : 'This contradicts the schema.';
  return explained.kind === 'other' ? { ...explained, text } : explained;
}

/** The others quote names of elements and lengths. */
const kindsWithContent: ReadonlySet<string> = new Set(['pattern', 'enumeration', 'range', 'type', 'fixed']);

type Quote = (value: string, kind: string) => string;

function explainFault(message: string, language: Language, quote: Quote): Explanation {
  const subject = /^Element '(?<element>[^']*)'(?:, attribute '(?<attribute>[^']*)')?: (?<rest>.*)$/s.exec(message);
  if (!subject?.groups) return say(readingTexts, message, {}, language, quote) ?? other(message);
  const { element = '', attribute, rest = '' } = subject.groups;
  const named = attribute === undefined ? localName(element) : `${localName(element)}/@${localName(attribute)}`;
  return say(schemaTexts, rest, { element: named }, language, quote) ?? other(`${named}: ${rest}`);
}

function other(text: string): Explanation {
  return { kind: 'other', text, expected: [] };
}

function say(
  texts: readonly FaultText[],
  message: string,
  known: Readonly<Record<string, string>>,
  language: Language,
  quote: Quote,
): Explanation | undefined {
  for (const { id, pattern, text } of texts) {
    const found = pattern.exec(message);
    if (!found) continue;
    const { value = '', rule = '', expected = '' } = found.groups ?? {};
    const names = expected === '' ? [] : expected.split(', ').map(localName);
    const words: Record<string, string> = {
      ...known,
      value: quote(value, id),
      rule: id === 'pattern' ? explainPattern(value, rule, language) : shorten(localName(rule)),
      expected: enumerate(names, language),
    };
    return { kind: id, text: text[language].replaceAll(/\$(\w+)/g, (_, name) => words[name] ?? ''), expected: names };
  }
  return undefined;
}

/** The expression itself where it is short; else it is one of DIN 91379, and the first character that it refuses says more. */
function explainPattern(value: string, pattern: string, language: Language): string {
  if (pattern.length <= longestPattern) return pattern;
  const fault = findFault(value, 'C');
  if (!fault) return language === 'de' ? 'Zeichen nach DIN 91379' : 'characters of DIN 91379';
  const { codePoint, index } = fault;
  return language === 'de'
    ? `das ${index}. Zeichen, ${codePoint}, gehört nicht zu DIN 91379`
    : `character ${index}, ${codePoint}, is not in DIN 91379`;
}

function enumerate(names: readonly string[], language: Language): string {
  const shown = names.slice(0, mostNames).join(language === 'de' ? ' oder ' : ' or ');
  return names.length > mostNames ? `${shown} …` : shown;
}

function shorten(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** `{namespace}name` without its namespace, which only clutters the sentence. */
function localName(name: string): string {
  return name.replace(/^\{[^}]*\}/, '').trim();
}
