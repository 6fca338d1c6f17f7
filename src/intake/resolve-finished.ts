import { commonMessages, tellValidity, validityOn } from '../domains/versions.ts';
import { type Finding, finding } from '../findings.ts';
import { berlinDay } from '../messages/dates.ts';
import { isTest } from './check-published.ts';
import { checkScope } from './check-scope.ts';
import { findOffice, findRegion, type Part } from './find-destination.ts';
import { finishedMessage, type JudgedMessage } from './finished-message.ts';
import { homeOf } from './join-plans.ts';
import { type Plan, type Portal, versionRules } from './plan.ts';
import { findService, offeredIn, type Resolved, type Unresolved } from './resolve.ts';

/** What is known of messages from one place, where they do not say it themselves. */
export type Otherwise = { readonly [Member in 'serviceId' | 'act' | 'region']?: string | undefined };

/** What a portal says beside a finished message. */
export type Beside = {
  readonly [Member in 'serviceId' | 'act' | 'region' | 'reference' | 'case']?: string | undefined;
};

/**
 * Finds service, act, region and destination of a finished message: by what it is, by whom it is addressed to, else by what
 * the portal says beside it. Pure.
 */
export function resolveFinished(
  judged: JudgedMessage,
  beside: Beside,
  otherwise: Otherwise,
  portal: Portal,
  plan: Plan,
  now: Date,
): Resolved | Unresolved {
  const { message, head, inHead } = judged;
  const { definition } = message;
  const ofMessage = findActOf(judged, beside, otherwise, plan);
  const key = beside.region ?? agsOf(judged) ?? otherwise.region;
  if ('finding' in ofMessage || key === undefined) {
    const missing = key === undefined ? [finding(['region'], 'required', { expected: 'ARS' })] : [];
    return { findings: [...('finding' in ofMessage ? [ofMessage.finding] : []), ...missing] };
  }
  const { serviceId, act: wanted } = ofMessage.value;
  const known = findService({ serviceId }, plan);
  const region = findRegion(key, plan);
  if ('finding' in known || 'finding' in region) {
    return { findings: [known, region].flatMap((part) => ('finding' in part ? [part.finding] : [])) };
  }
  const when = { now };
  const service = offeredIn(region.value, known.value, plan, when);
  const office = findOffice({ act: wanted, service, region: region.value, portal: portal.id, when }, plan);
  const scope = checkScope({ service, region: region.value }, portal, plan);
  if ('finding' in office) return { findings: [...scope, office.finding] };
  const { act, destination } = office.value;
  const home = homeOf(destination.id, plan);

  const agreed = commonMessages(act, destination.messages).map(({ definition: { id } }) => id);
  const day = berlinDay(now);
  const usable = validityOn(definition.standard, day, versionRules(home, destination)) === 'usable';
  const detail = usable ? definition.id : `${definition.id} (${tellValidity(definition.standard)})`;
  const reader = destination.reader.kennung ?? message.readerKennung(region.value.ags);
  const { reader: { kennung: said = '' } = {}, author: { kennung: author = '' } = {} } = head;
  const findings: Finding[] = [
    ...scope,
    ...(agreed.includes(definition.id) && usable ? [] : [finding([], 'message-not-agreed', { detail, names: agreed })]),
    ...(reader === undefined || reader === said
      ? []
      : [finding(['head', 'reader'], 'other-reader', { detail: said, expected: reader, xpath: inHead('leser') })]),
    ...(portal.messageAuthors.includes(author)
      ? []
      : [
          finding(['head', 'author'], 'other-author', {
            detail: author,
            names: portal.messageAuthors,
            xpath: inHead('autor'),
          }),
        ]),
    ...(isTest(portal, home, plan) && head.test === undefined ? [finding([], 'no-test-mark')] : []),
  ];
  const { reference, case: caseId } = beside;
  return {
    envelope: {
      serviceId: service.id,
      act: act.act,
      region: region.value.ars,
      profile: finishedMessage.id,
      data: {},
      ...(reference !== undefined && { reference }),
      ...(caseId !== undefined && { case: caseId }),
    },
    profile: finishedMessage,
    service,
    region: region.value,
    ...office.value,
    message,
    common: agreed,
    why: 'It came as this message.',
    findings,
  };
}

interface NamedAct {
  readonly serviceId: string;
  readonly act: string;
}

/** What the message is for; a message that several services have needs the portal's word. */
function findActOf(
  { message: { definition } }: JudgedMessage,
  beside: Beside,
  otherwise: Otherwise,
  plan: Plan,
): Part<NamedAct> {
  const acts = plan.acts.filter(({ messages }) => messages.some((each) => each.definition.id === definition.id));
  const fitting = beside.act === undefined ? acts : acts.filter(({ act }) => act === beside.act);
  const names = [...new Set((fitting.length > 0 ? fitting : acts).map(({ serviceId }) => serviceId))];
  const only = names.length === 1 ? names[0] : undefined;
  const serviceId = beside.serviceId ?? only ?? otherwise.serviceId;
  if (serviceId === undefined) return { finding: finding(['serviceId'], 'service-ambiguous', { names }) };
  const ofService = acts.filter((each) => each.serviceId === serviceId).map(({ act }) => act);
  const act = beside.act ?? (ofService.length === 1 ? ofService[0] : (otherwise.act ?? ofService[0]));
  return { value: { serviceId, act: act ?? 'apply' } };
}

/** The municipality that the message is addressed to, where its standard addresses by AGS. */
function agsOf({ message, head: { reader } }: JudgedMessage): string | undefined {
  const ags = /:(\d{8})$/.exec(reader?.kennung ?? '')?.[1];
  return ags !== undefined && message.readerKennung(ags) === reader?.kennung ? ags : undefined;
}
