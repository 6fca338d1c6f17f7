import { XmlDocument, XmlElement } from 'libxml2-wasm';

/** A document without one of its elements. */
export interface Dropped {
  /** Path of the element that is missing, for people. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The document without each of the elements inside the one named `name`, one at a time, contents included. */
export function dropEach(document: Uint8Array, name: string): Dropped[] {
  const query = `//*[local-name()='${name}']//*[namespace-uri()!='']`;
  using original = XmlDocument.fromBuffer(document);
  return original.find(query).flatMap((node, index) => {
    if (!(node instanceof XmlElement)) return [];
    using copy = XmlDocument.fromBuffer(document);
    copy.find(query)[index]?.remove();
    return [{ path: pathTo(node), bytes: Buffer.from(copy.toString({ format: false })) }];
  });
}

function pathTo(element: XmlElement): string {
  const parent = element.parent;
  return parent === null ? element.name : `${pathTo(parent)}/${element.name}`;
}
