import type { XmlElement } from '../../messages/xml-read.ts';
import type { FimLimits } from './fim-schema.ts';

/**
 * `praezisierung` of XDatenfelder 2: JSON text, with numbers written as text; some editors write prose there, which says
 * nothing to a machine.
 *
 * @returns undefined for JSON that is broken.
 */
export function readLimits2(text: string | undefined): FimLimits | undefined {
  if (text === undefined || !text.startsWith('{')) return {};
  try {
    const value: unknown = JSON.parse(text);
    return limitsFrom((name) => (value as Record<string, unknown>)[name]);
  } catch {
    return undefined;
  }
}

/** `praezisierung` of XDatenfelder 3: attributes. */
export function readLimits3(element: XmlElement | undefined): FimLimits {
  return limitsFrom((name) => element?.attributes.get(name));
}

function limitsFrom(read: (name: string) => unknown): FimLimits {
  const number = (name: string) => {
    const value = Number(read(name) ?? Number.NaN);
    return Number.isFinite(value) ? { [name]: value } : {};
  };
  const text = (name: string) => {
    const value = read(name);
    return value === undefined || value === '' ? {} : { [name]: String(value) };
  };
  return {
    ...number('minLength'),
    ...number('maxLength'),
    ...text('minValue'),
    ...text('maxValue'),
    ...text('pattern'),
  };
}
