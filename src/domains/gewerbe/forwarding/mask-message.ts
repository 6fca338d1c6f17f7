import type { XmlElement } from '../../../messages/xml-read.ts';
import { type Form, formFields, officeElements } from './form-fields.ts';

/** A message without what its recipient may not see, and which elements that was. */
export interface Masked {
  readonly message: XmlElement;
  /** Paths below the notice, without values. */
  readonly withheld: readonly string[];
}

/** Keeps of each notice in a message the elements whose fields are all among `fields`, and what the office adds. */
export function maskMessage(message: XmlElement, fields: readonly number[]): Masked {
  const withheld: string[] = [];
  const children = message.children.map((child) =>
    child.name === 'satz' ? { ...child, children: child.children.map((notice) => maskNotice(notice)) } : child,
  );
  return { message: { ...message, children }, withheld: [...new Set(withheld)] };

  function maskNotice(notice: XmlElement): XmlElement {
    const mayPass = allowedIn(notice.name as Form, fields);
    return { ...notice, children: notice.children.flatMap((child) => keep(child, child.name, mayPass)) };
  }

  /** The element, what of it may pass, or nothing. */
  function keep(element: XmlElement, path: string, mayPass: (path: string) => boolean): XmlElement[] {
    if (mayPass(path)) return [element];
    const before = withheld.length;
    const kept = element.children.flatMap((child) => keep(child, `${path}/${child.name}`, mayPass));
    if (kept.length > 0) return [{ ...element, children: kept }];
    // Nothing of it may pass: the whole is told, not each of its parts.
    withheld.splice(before, withheld.length - before, path);
    return [];
  }
}

function allowedIn(form: Form, fields: readonly number[]): (path: string) => boolean {
  const allowed = new Set([
    ...officeElements,
    ...Object.entries(formFields[form]).flatMap(([path, needed]) =>
      needed.every((field) => fields.includes(field)) ? [path] : [],
    ),
  ]);
  return (path) => allowed.has(path);
}
