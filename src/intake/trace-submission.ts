import { originsOf } from '../domains/origins.ts';
import type { BuildableMessage, Origin as DataOrigin } from '../domains/service.ts';
import type { DataPath } from '../findings.ts';
import { valueAt } from '../messages/paths.ts';
import { type TracedPart, traceMessage } from '../messages/trace.ts';
import { isBlank } from './blanks.ts';
import type { Content } from './content.ts';
import { writePointer } from './pattern.ts';
import type { MappedData } from './profile.ts';

/** The way of a submission through the gateway, field by field, from both ends. */
export interface SubmissionTrace {
  readonly elements: readonly TracedElement[];
  readonly fields: readonly TracedField[];
}

/**
 * What an element or attribute of the message comes from: fields of the portal; the gateway, which adds what the portal
 * need not say (`default`); the form of the service, which has ids, labels and groups of fields; a constant of the
 * portal's profile; the code list of a code; a constant of the definition; the head, which is ours. An element that only
 * holds others has its `structure`.
 */
export type Origin = 'portal' | 'default' | 'form' | 'profile' | 'code-list' | 'constant' | 'head' | 'structure';

export interface TracedElement {
  readonly xpath: string;
  readonly origin: Origin;
  /** JSON pointers into the body; several when fields were joined. Of `portal` only. */
  readonly pointers?: readonly string[];
  /** Of the head: which of its members; of a code: its list and version. */
  readonly detail?: string;
}

export interface TracedField {
  /** JSON pointer into the body. */
  readonly pointer: string;
  /** XPaths of the elements and attributes that it went into. */
  readonly xpaths: readonly string[];
  /**
   * Why it went nowhere: `blank` counts as absent; the profile leaves out an `ignored` one on purpose and does not know a
   * `not-mapped` one; what is `not-in-message` was read and is no part of the message.
   */
  readonly nowhere?: 'blank' | 'ignored' | 'not-mapped' | 'not-in-message';
}

interface SubmissionToTrace {
  readonly message: Pick<BuildableMessage, 'definition' | 'originsIn'>;
  readonly content: Content;
  readonly mapped: MappedData;
  /** What the portal sent. */
  readonly body: { readonly data: unknown; readonly attachments?: readonly unknown[] | undefined };
}

/** Where every element of the message came from, and where every field of the portal went. Pure. */
export function traceSubmission({ message, content, mapped, body }: SubmissionToTrace): SubmissionTrace {
  const data: DataToTrace = { body, completed: content.data, mapped, originOf: originsOf(message, mapped.data) };
  const elements = traceMessage(message.definition, content).map((part) => traceElement(part, data));
  const goals = new Map<string, string[]>();
  for (const { xpath, pointers = [] } of elements) {
    for (const pointer of pointers) goals.set(pointer, [...(goals.get(pointer) ?? []), xpath]);
  }
  const files = (body.attachments ?? []).map((value, index) => ({
    pointer: writePointer(['attachments', index]),
    value,
  }));
  const fields = [...leavesOf(body.data, ['data']), ...files].map(({ pointer, value }): TracedField => {
    const xpaths = goals.get(pointer) ?? [];
    return { pointer, xpaths, ...(xpaths.length > 0 ? {} : { nowhere: whyNowhere(pointer, value, mapped) }) };
  });
  return { elements, fields };
}

interface DataToTrace extends Pick<SubmissionToTrace, 'body'> {
  readonly completed: unknown;
  readonly mapped: MappedData;
  readonly originOf: (path: DataPath) => DataOrigin;
}

function traceElement({ xpath, source }: TracedPart, data: DataToTrace): TracedElement {
  switch (source.kind) {
    case 'constant':
      return { xpath, origin: 'constant' };
    case 'code-list':
      return { xpath, origin: 'code-list', detail: `${source.list.name} ${source.list.version}` };
    case 'structure':
      return source.empty && source.path?.[0] === 'data'
        ? { xpath, ...originInData(source.path.slice(1), data) }
        : { xpath, origin: 'structure' };
    case 'content': {
      const [part, ...path] = source.path;
      if (part === 'data') return { xpath, ...originInData(path, data) };
      return { xpath, origin: 'head', detail: path.join('.') };
    }
  }
}

function originInData(
  path: DataPath,
  { body, completed, mapped, originOf }: DataToTrace,
): Pick<TracedElement, 'origin' | 'pointers'> {
  const { part, path: given, by } = originOf(path);
  if (by === 'form') return { origin: 'form' };
  if (part === 'submission') {
    return valueAt(body, given) === undefined
      ? { origin: 'default' }
      : { origin: 'portal', pointers: [writePointer(given)] };
  }
  const said = valueAt(mapped.data, given);
  const written = valueAt(completed, path);
  const moved = path.length !== given.length || path.some((step, index) => step !== given[index]);
  if (said === undefined || (!moved && typeof written !== 'object' && said !== written)) return { origin: 'default' };
  const pointers = mapped.sourcesOf(given).map((pointer) => `/data${pointer}`);
  return pointers.length > 0 ? { origin: 'portal', pointers } : { origin: 'profile' };
}

/** All that the portal said, one by one; an empty object or list says something too. */
function leavesOf(value: unknown, at: DataPath): { pointer: string; value: unknown }[] {
  const members =
    value === null || typeof value !== 'object'
      ? []
      : Array.isArray(value)
        ? value.map((item, index) => [index, item] as const)
        : Object.entries(value);
  if (members.length === 0) return [{ pointer: writePointer(at), value }];
  return members.flatMap(([step, member]) => leavesOf(member, [...at, step]));
}

function whyNowhere(pointer: string, value: unknown, mapped: MappedData): TracedField['nowhere'] & string {
  if (isBlank(value)) return 'blank';
  const inData = pointer.replace(/^\/data/, '');
  if (mapped.ignores(inData)) return 'ignored';
  const unknown = mapped.unmapped.some((each) => inData === each || inData.startsWith(`${each}/`));
  return unknown ? 'not-mapped' : 'not-in-message';
}
