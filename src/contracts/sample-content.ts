import { createHash } from 'node:crypto';
import type { SubmissionMember, SubmissionMembers } from '../domains/antrag/submission-data.ts';
import type { EmbeddedAttachment } from '../domains/service.ts';
import { ZustellwerkError } from '../errors.ts';
import { composeHead } from '../intake/compose.ts';
import type { Plan } from '../intake/plan.ts';
import type { Head } from '../messages/head-g2g.ts';
import { putAt, splitPath } from '../messages/paths.ts';
import type { Agreeing } from './agree.ts';
import type { Sample } from './contract.ts';
import type { SampleData } from './sample-data.ts';

/** What a sample is made from, besides what the contract is made of. */
export interface Sampling extends Agreeing {
  readonly plan: Plan;
  readonly minimal: SampleData;
  readonly full: SampleData;
  readonly now: Date;
}

/** What the message of a sample is built from. */
export interface SampleContent {
  readonly head: Head;
  readonly data: unknown;
}

/** The content of the smallest sample: only what its submission says. */
export function minimalContent(sampling: Sampling): SampleContent {
  const { data, around } = sampling.minimal;
  return contentOf(sampling, 'valid-minimal', sampling.minimal.region, data, around, []);
}

/** The content of the fullest sample: a file for each place, and all that the message carries around the data. */
export function fullContent(sampling: Sampling): SampleContent {
  const { message, full } = sampling;
  const { placesOfFiles: places, embedsAttachments, carries = [] } = message;
  const data = structuredClone(full.data) as Record<string, unknown>;
  const files = places?.map((_, index) => samplePdf(index + 1)) ?? (embedsAttachments ? [samplePdf(1)] : []);
  places?.forEach((place, index) => {
    putAt(data, splitPath(place), files[index]?.id);
  });
  const around = Object.fromEntries(carries.map((member) => [member, full.around[member] ?? sampleMembers[member]]));
  return contentOf(sampling, 'valid-full', full.region, data, around, files);
}

/** The same content as another message. */
export function renamed(sampling: Sampling, content: SampleContent, id: Sample['id']): SampleContent {
  return { ...content, head: { ...content.head, uuid: uuidOf(sampling, id) } };
}

function contentOf(
  sampling: Sampling,
  id: Sample['id'],
  ars: string,
  data: unknown,
  around: SubmissionMembers,
  attachments: readonly EmbeddedAttachment[],
): SampleContent {
  const { plan, message, destination, now } = sampling;
  const here = regionsTo(destination, plan);
  const region = plan.regions.find(here.includes(ars) ? ars : (here[0] ?? ars));
  const [portal] = plan.config.portals;
  if (region?.ags == null || portal === undefined) {
    throw new ZustellwerkError('CONTRACT_IMPOSSIBLE', `A sample needs a portal and a municipality; ${ars} is none.`);
  }
  const addressed = { message, region: { ...region, ags: region.ags }, destination };
  const head = composeHead(addressed, portal, plan, uuidOf(sampling, id), now);
  return {
    head: { ...head, test: 'Testnachricht' },
    data: message.complete(data, { ags: region.ags, attachments, ...around }),
  };
}

/** The municipalities from which a route leads to the destination. */
function regionsTo({ id }: Sampling['destination'], { routes, regions }: Plan): string[] {
  const routed = routes.filter(({ destination }) => destination === id).map(({ region }) => region);
  const found = routed.flatMap((ars) => [ars, ...regions.members(ars).map((member) => member.ars)]);
  return found.filter((ars) => regions.find(ars)?.ags != null);
}

/** The same name gives the same UUID (RFC 9562, version 8: made by a hash). */
function uuidOf({ destination, service, act, message }: Sampling, id: Sample['id']): string {
  const name = [destination.id, service.id, act.act, message.definition.id, id].join(' ');
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The smallest document that is a PDF, as a file of a submission. */
function samplePdf(number: number): EmbeddedAttachment {
  const bytes = Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  );
  return {
    id: `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`,
    label: 'Nachweis (Muster)',
    fileName: 'muster.pdf',
    mediaType: 'application/pdf',
    sha512: createHash('sha512').update(bytes).digest('hex'),
    content: bytes.toString('base64'),
  };
}

const address = { street: 'Musterstraße', houseNumber: '12a', postalCode: '26789', city: 'Musterstadt' };

/** What a submission may say around its data, where its fixture does not. */
const sampleMembers: Required<{ [M in SubmissionMember]: SubmissionMembers[M] }> = {
  applicant: {
    person: { familyName: 'Muster', givenNames: 'Erika', birthDate: '1980-02-29' },
    address,
    contacts: [{ channel: '01', id: 'erika@muster.example' }],
  },
  representative: { organisation: { name: 'Muster Beratung GmbH', contactPerson: 'Max Muster' }, address },
  authentication: { level: 'hoch', method: 'eID', at: '2026-11-25T08:15:30.123+01:00' },
  payment: {
    transactionId: 'MUSTER-0001',
    amount: 1250,
    currency: 'EUR',
    method: 'CREDITCARD',
    at: '2026-11-25T08:15:30.123+01:00',
    status: 'PAYED',
  },
};
