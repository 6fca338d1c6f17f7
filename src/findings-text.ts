import { type Finding, type Language, wordIn } from './findings.ts';
import { explainEnglish } from './findings-english.ts';
import { explainGerman } from './findings-german.ts';

/** Says what is wrong and what would be right, in the reader's language. */
export function explain(finding: Finding, language: Language): string {
  const { expected, ...params } = finding.params ?? {};
  const worded = {
    rule: finding.rule,
    params: expected === undefined ? params : { ...params, expected: wordIn(expected, language) },
  };
  return language === 'de' ? explainGerman(worded) : explainEnglish(worded);
}
