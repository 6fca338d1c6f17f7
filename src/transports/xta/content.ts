import { ZustellwerkError } from '../../errors.ts';
import type { XmlElement } from '../../messages/xml-read.ts';
import { child, childrenOf, element, elementWith, type XmlTree } from './xml-tree.ts';
import { type BinaryPart, binaryContent, include, type Unpacked } from './xop.ts';

/** One file within a `ContentContainer`. */
export interface XtaFile {
  /** What the message calls it, for example in `anhang/dokumentid`. */
  readonly id: string;
  /** Media type. */
  readonly contentType: string;
  readonly encoding?: string;
  readonly fileName?: string;
  readonly bytes: Uint8Array;
}

/** `ContentContainer`: the message and its attachments. */
export interface XtaContent {
  readonly message: XtaFile;
  readonly attachments: readonly XtaFile[];
}

/** The element, with its content in parts beside it. */
export function writeContent({ message, attachments }: XtaContent): { tree: XmlTree; parts: readonly BinaryPart[] } {
  const files = [message, ...attachments];
  const contentId = (index: number) => `content-${index}@zustellwerk`;
  const trees = files.map((file, index) =>
    elementWith(
      index === 0 ? 'xta:Message' : 'xta:Attachment',
      {
        contentType: file.contentType,
        encoding: file.encoding,
        filename: file.fileName,
        id: toXmlId(file.id),
        // A positiveInteger: nothing can be said of an empty file.
        size: file.bytes.length > 0 ? String(file.bytes.length) : undefined,
      },
      [include(contentId(index))],
    ),
  );
  const parts = files.map(({ bytes }, index) => {
    // What the content is stands in the element: here it would invite intermediaries to change line ends.
    return { contentId: contentId(index), contentType: 'application/octet-stream', bytes };
  });
  return { tree: element('xta:ContentContainer', trees), parts };
}

/** @throws ZustellwerkError MESSAGE_UNREADABLE without a message; MULTIPART_UNREADABLE when content is missing. */
export function readContent(container: XmlElement, parts: Unpacked['parts']): XtaContent {
  const message = child(container, 'Message');
  if (message === undefined) throw new ZustellwerkError('MESSAGE_UNREADABLE', "XTA's ContentContainer has no Message.");
  return {
    message: readFile(message, parts),
    attachments: childrenOf(container, 'Attachment').map((attachment) => readFile(attachment, parts)),
  };
}

function readFile(source: XmlElement, parts: Unpacked['parts']): XtaFile {
  const { attributes } = source;
  const encoding = attributes.get('encoding');
  const fileName = attributes.get('filename');
  return {
    id: attributes.get('id') ?? '',
    contentType: attributes.get('contentType') ?? 'application/octet-stream',
    ...(encoding !== undefined && { encoding }),
    ...(fileName !== undefined && { fileName }),
    bytes: binaryContent(source, parts),
  };
}

/** An xs:ID is a name: it neither begins with a digit, as many UUIDs do, nor has a colon (Namespaces in XML, 7). */
function toXmlId(id: string): string {
  const name = id.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`;
}
