import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ZustellwerkError } from '../errors.ts';
import { writePath } from './config-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Replaces every secret reference in `value`, however deep: `env:NAME` by that environment variable, `file:path` by the
 * content of that file without one trailing newline. Relative paths start at `baseFolder`. All else stays as it is.
 *
 * Secrets are read anew with each call, so that a rotated one needs no new configuration.
 *
 * @throws ZustellwerkError SECRET_MISSING, naming member and reference, never a value.
 */
export function resolveSecrets(value: unknown, baseFolder: string, environment: Environment = process.env): unknown {
  return resolveAt(value, []);

  function resolveAt(current: unknown, path: readonly PropertyKey[]): unknown {
    if (typeof current === 'string') return readReference(current, path);
    if (Array.isArray(current)) return current.map((item, index) => resolveAt(item, [...path, index]));
    if (typeof current !== 'object' || current === null) return current;
    return Object.fromEntries(Object.entries(current).map(([key, item]) => [key, resolveAt(item, [...path, key])]));
  }

  function readReference(text: string, path: readonly PropertyKey[]): string {
    if (text.startsWith('env:')) {
      const secret = environment[text.slice('env:'.length)];
      // An empty variable is a forgotten one: nobody keeps a secret that is empty.
      return secret === undefined || secret === '' ? refuse(text, path, 'the variable is not set') : secret;
    }
    if (text.startsWith('file:')) {
      const file = resolve(baseFolder, text.slice('file:'.length));
      try {
        return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
      } catch (cause) {
        return refuse(text, path, `the file ${file} cannot be read`, cause);
      }
    }
    return text;
  }
}

function refuse(reference: string, path: readonly PropertyKey[], reason: string, cause?: unknown): never {
  const member = path.length === 0 ? '' : ` (${writePath(path)})`;
  throw new ZustellwerkError('SECRET_MISSING', `The secret ${reference}${member} is missing: ${reason}.`, { cause });
}
