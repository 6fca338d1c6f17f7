import { Option } from 'commander';
import type { Language } from '../findings.ts';

/** `--lang de|en`; left out, the language of the terminal (LC_ALL, LC_MESSAGES, LANG), else English. */
export function languageOption(): Option {
  return new Option('--lang <language>', 'language of explanations; left out: that of LANG').choices(['de', 'en']);
}

export function chooseLanguage(
  given: Language | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return given ?? (locale.startsWith('de') ? 'de' : 'en');
}
