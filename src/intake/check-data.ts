import { originsOf } from '../domains/origins.ts';
import type { BuildableMessage, Origin, ServiceAct } from '../domains/service.ts';
import { ZustellwerkError } from '../errors.ts';
import { type DataPath, type Finding, finding } from '../findings.ts';
import { checkContent } from '../messages/check.ts';
import { checkRules, type RuleBreach } from '../messages/message-rule.ts';
import { splitPath } from '../messages/paths.ts';
import type { Content } from './content.ts';
import { pointersAround, writePointer } from './pattern.ts';
import type { MappedData, PointedFinding } from './profile.ts';

interface DataToCheck {
  readonly act: ServiceAct;
  /** The message that is to carry the data. */
  readonly message: BuildableMessage;
  readonly mapped: MappedData;
  /** The day in Berlin, `YYYY-MM-DD`. */
  readonly today: string;
  /** What the message would be built from; undefined for data that are no object. */
  readonly content: Content | undefined;
  /** Whether the message could be built of it, so that `checkContent` has nothing to say. */
  readonly sound: boolean;
}

/** More findings help nobody, and a body of nothing but faults would keep the process busy for seconds. */
const mostFindings = 1_000;

/**
 * All faults of a submission's data: what the profile could not read, what the service's schema says, and what the
 * message would be invalid for. The three look at the same data, so each fault is told once, at the field of the
 * portal that it comes from. Only a body with more than a thousand faults is not told all of them.
 *
 * @returns findings with pointers into the body that the portal sent (`/data/…`, `/attachments/…`).
 */
export function checkData({ act, message, mapped, today, content, sound }: DataToCheck): PointedFinding[] {
  const inData = act.data.check(mapped.data, { today });
  const faults = content && !sound ? checkContent(message.definition.root, content) : [];
  const nothingYet = inData.length === 0 && faults.length === 0;
  const ofMessage = content ? checkMessage({ message, mapped, content, faults, sound: nothingYet }) : [];
  if (inData.length + ofMessage.length + mapped.faults.length === 0) return [];
  const found = [...inData, ...inPart('data', ofMessage)];
  const told = withoutConsequences(found.slice(0, mostFindings).filter(({ path }) => !mapped.covered(path)));
  const around = withoutConsequences(inPart('submission', ofMessage).slice(0, mostFindings));
  const pointed = [
    ...mapped.faults.slice(0, mostFindings).map((fault) => ({ ...fault, pointer: `/data${fault.pointer}` })),
    ...told.map((one) => ({ pointer: pointerInData(one.path, mapped), finding: inPortalNames(one, mapped) })),
    ...around.map((one) => ({ pointer: writePointer(one.path), finding: one })),
  ];
  const first = new Map(pointed.toReversed().map((one) => [one.pointer, one]));
  return pointed.filter((one) => first.get(one.pointer) === one);
}

interface LocatedFinding {
  readonly origin: Origin;
  readonly finding: Finding;
}

function inPart(part: Origin['part'], located: readonly LocatedFinding[]): Finding[] {
  return located
    .filter(({ origin }) => origin.part === part)
    .map(({ origin, finding: one }) => ({ ...one, path: origin.path }));
}

/** Broken rules with pointers into the body; what is not said of the data is said of the body as a whole. */
export function pointBreaches(
  breaches: readonly RuleBreach[],
  message: Pick<BuildableMessage, 'originsIn'>,
  mapped: MappedData,
): PointedFinding[] {
  const originOf = originsOf(message, mapped.data);
  return breaches.map(({ finding: broken }) => {
    if (broken.path[0] !== 'data') return { pointer: '', finding: broken };
    const { part, path } = originOf(broken.path.slice(1));
    const pointer = part === 'data' ? pointerInData(path, mapped) : writePointer(path);
    return { pointer, finding: { ...broken, path } };
  });
}

interface MessageToCheck extends Pick<DataToCheck, 'message' | 'mapped'> {
  readonly content: Content;
  /** What `checkContent` found. */
  readonly faults: readonly Finding[];
  /** Whether neither that nor the service's schema found anything: a message alone takes one item where a list should be. */
  readonly sound: boolean;
}

/**
 * What the message says of the completed data.
 *
 * @throws ZustellwerkError MESSAGE_DEFECT for a fault in the head: it is ours, and no portal can repair it.
 */
function checkMessage({ message, mapped, content, faults, sound }: MessageToCheck): LocatedFinding[] {
  const ofHead = faults.find(({ path }) => path[0] === 'head');
  if (ofHead) throw headDefect(message, ofHead);
  const breaches = checkRules(message.definition, content, sound)
    .filter(({ severity }) => severity === 'error')
    .map(({ finding: broken }) => broken);
  if (faults.length + breaches.length === 0) return [];
  const originOf = originsOf(message, mapped.data);
  return [...faults, ...breaches]
    .filter(({ path }) => path[0] === 'data')
    .map((one) => ({ origin: originOf(one.path.slice(1)), finding: one }));
}

function headDefect({ definition }: BuildableMessage, { path, rule }: Finding): ZustellwerkError {
  return new ZustellwerkError('MESSAGE_DEFECT', `A message ${definition.id} is faulty at ${path.join('.')} (${rule}).`);
}

/**
 * Leaves out a missing object whose missing members are named, since the members are what somebody has to fill in; and
 * what is said of the inside of a value that has the wrong type as a whole.
 */
function withoutConsequences(findings: readonly Finding[]): Finding[] {
  const wrongType = new Set(findings.filter(({ rule }) => rule === 'type').map(({ path }) => writePointer(path)));
  const aroundOthers = new Set(findings.flatMap(({ path }) => pointersAround(path)));
  return findings.filter(({ path, rule }) => {
    if (rule === 'required' && aroundOthers.has(writePointer(path))) return false;
    return !pointersAround(path).some((pointer) => wrongType.has(pointer));
  });
}

function pointerInData(path: DataPath, mapped: MappedData): string {
  return `/data${mapped.pointerOf(path)}`;
}

/** Members that exclude each other are named by the message from where it stands; the portal has its own fields. */
function inPortalNames(one: Finding, mapped: MappedData): Finding {
  const { path, rule, params } = one;
  const own = params?.names?.find((name) => endsWith(path, splitPath(name)));
  if (own === undefined || (rule !== 'choice' && rule !== 'conflict')) return one;
  const around = path.slice(0, path.length - splitPath(own).length);
  const names = params?.names?.map((name) => pointerInData([...around, ...splitPath(name)], mapped)) ?? [];
  return finding(path, rule, { ...params, names });
}

function endsWith(path: DataPath, end: readonly string[]): boolean {
  return end.every((step, index) => path[path.length - end.length + index] === step);
}
