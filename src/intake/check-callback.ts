import { findAddressFault } from '../config/callback-address.ts';
import { type Finding, finding, type Wording } from '../findings.ts';
import type { DataKey } from '../store/seal.ts';
import type { Envelope } from './envelope.ts';
import type { Portal } from './plan.ts';

/** Whether the portal may be told where the submission says. */
export function checkCallback({ callback }: Pick<Envelope, 'callback'>, { callbacks }: Portal): Finding[] {
  if (!callback) return [];
  if (!callbacks) return [finding(['callback'], 'callback-not-allowed', { expected: notSetUp })];
  const fault = findAddressFault(callback.url, callbacks);
  if (!fault) return [];
  const hosts = [...(callbacks.url === undefined ? [] : [new URL(callbacks.url).host]), ...callbacks.hosts].join(', ');
  const expected = {
    'not-an-address': forms[callbacks.plainHttp ? 'web' : 'encrypted'],
    'not-https': forms.encrypted,
    host: { de: `eine Adresse bei ${hosts}`, en: `an address at ${hosts}` },
  }[fault];
  return [finding(['callback', 'url'], 'callback-not-allowed', { expected })];
}

const notSetUp: Wording = {
  de: 'für dieses Portal sind keine Rückrufe eingerichtet (callbacks in der Netzdatei); bitte weglassen',
  en: 'no callbacks are set up for this portal (callbacks in the network file); leave it out',
};

const forms = {
  encrypted: {
    de: 'eine https-Adresse ohne Kennwort und ohne #',
    en: 'an https address without password and without #',
  },
  web: {
    de: 'eine http- oder https-Adresse ohne Kennwort und ohne #',
    en: 'an http or https address without password and without #',
  },
} as const satisfies Record<string, Wording>;

/** What is stored: the address sealed, in base64; empty for the portal's own; undefined when nobody is told. */
export function writeCallback(
  { callback }: Pick<Envelope, 'callback'>,
  { callbacks }: Portal,
  dataKey: DataKey,
  submissionId: string,
): string | undefined {
  if (callback) return dataKey.seal(Buffer.from(callback.url), `callback ${submissionId}`).toString('base64');
  return callbacks?.url === undefined ? undefined : '';
}
