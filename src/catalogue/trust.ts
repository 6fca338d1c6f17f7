import type { Network } from '../config/load-network.ts';
import { trustLevels } from '../config/service-settings-schema.ts';
import type { Service } from './service.ts';

/** Vertrauensniveau (BSI TR-03107-1). */
export type TrustLevel = (typeof trustLevels)[number];

type Trust = Network['config']['trust'];

/**
 * How people prove who they are, with the highest level that each way reaches: methods of BundID by the names of its
 * request extension (https://www.akdb.de/request/2018/09), and the Unternehmenskonto. FINK and Diia are left out: no level of theirs
 * was found.
 */
const trustMethods: readonly { readonly method: string; readonly highest: TrustLevel }[] = [
  { method: 'none', highest: 'normal' },
  { method: 'Benutzername', highest: 'normal' },
  { method: 'Elster', highest: 'substantiell' },
  { method: 'Unternehmenskonto', highest: 'hoch' },
  { method: 'eIDAS', highest: 'hoch' },
  { method: 'eID', highest: 'hoch' },
];

/** Methods that can reach a level. */
export function methodsFor(level: TrustLevel): string[] {
  return trustMethods.filter(({ highest }) => reaches(highest, level)).map(({ method }) => method);
}

/** The highest level of a method; undefined where it is not one of ours, like the account of a county. */
export function highestOf(method: string): TrustLevel | undefined {
  return trustMethods.find((each) => each.method.toLowerCase() === method.trim().toLowerCase())?.highest;
}

export function reaches(given: TrustLevel, required: TrustLevel): boolean {
  return trustLevels.indexOf(given) >= trustLevels.indexOf(required);
}

/** STORK QAA levels as accounts use them. Public readings of 1 and 2 differ; neither reaches above normal. */
const storkLevels: Readonly<Record<string, TrustLevel>> = {
  'STORK-QAA-Level-1': 'normal',
  'STORK-QAA-Level-2': 'normal',
  'STORK-QAA-Level-3': 'substantiell',
  'STORK-QAA-Level-4': 'hoch',
};

/** The level that an account's word means; undefined when nobody has said. */
export function readLevel(word: string, { levels }: Pick<Trust, 'levels'>): TrustLevel | undefined {
  const known: Readonly<Record<string, TrustLevel>> = { ...storkLevels, ...levels };
  return trustLevels.find((level) => level === word) ?? (Object.hasOwn(known, word) ? known[word] : undefined);
}

/** Whether a level is enforced: not where nothing but an assumption speaks for it. Then it is only told. */
export function isEnforced({ trustLevelCertainty }: Pick<Service, 'trustLevelCertainty'>): boolean {
  return trustLevelCertainty !== 'assumption' && trustLevelCertainty !== 'unknown';
}
