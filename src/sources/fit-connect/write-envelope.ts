import type { WaitingAttachment } from '../../attachments/attachment-store.ts';
import { readXmlData } from '../../domains/fim/xml-data.ts';
import { findAct } from '../../domains/index.ts';
import type { DecryptedSubmission, Metadata } from '../../fit-connect/index.ts';
import type { Plan } from '../../intake/plan.ts';
import { berlinDay } from '../../messages/dates.ts';
import { valueAt } from '../../messages/paths.ts';
import type { OfferedService, Source } from './source.ts';

type Opened = DecryptedSubmission<WaitingAttachment>;

/**
 * What the intake is given: the same body that a portal would post. The number of FIT-Connect is the reference, so that
 * both sides can name it.
 *
 * @returns undefined when the data are no object: no service takes that.
 */
export function writeEnvelope(
  opened: Opened,
  offered: OfferedService,
  source: Pick<Source, 'region'>,
  { acts, now }: Pick<Plan, 'acts'> & { readonly now: Date },
): Record<string, unknown> | undefined {
  const act = findAct(offered.service, offered.act, acts, { day: berlinDay(now) });
  const received = renameFiles(readData(opened, act?.data.jsonSchema ?? {}), opened);
  const at = (pointer: string | undefined) => pointer && valueAt(received, readPointer(pointer));
  const data = offered.dataAt === undefined ? received : at(offered.dataAt);
  if (!isObject(data)) return undefined;
  const applicant = withReplyChannel(at(offered.applicantAt), opened.metadata);
  const payment = readPayment(opened.metadata);
  const authentication = readAuthentication(opened.metadata);
  const files = opened.attachments.filter(({ entry }) => !offered.leaveOut.includes(entry.purpose));
  const region = offered.regionAt === undefined ? (offered.region ?? source.region) : at(offered.regionAt);
  return {
    serviceId: offered.service,
    act: offered.act,
    region: region === undefined ? '' : String(region),
    profile: offered.profile,
    reference: opened.submissionId,
    data,
    ...(applicant !== undefined && { applicant }),
    ...(payment && { payment }),
    ...(authentication && { authentication }),
    ...(files.length > 0 && { attachments: files.map(nameFile) }),
  };
}

function readData({ data }: Opened, schema: Readonly<Record<string, unknown>>): unknown {
  if (!data) return undefined;
  if (data.mimeType === 'application/xml') return readXmlData(data.content, schema);
  return JSON.parse(Buffer.from(data.content).toString('utf8'));
}

/** Data that refer to a file name its id at FIT-Connect; here it has one of its own. */
function renameFiles(data: unknown, { attachments }: Opened): unknown {
  const ids = new Map(attachments.map(({ entry, content }) => [entry.attachmentId.toLowerCase(), content.id]));
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string') return ids.get(value.toLowerCase()) ?? value;
    if (Array.isArray(value)) return value.map(rename);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rename(member)]));
  };
  return ids.size === 0 ? data : rename(data);
}

function nameFile({ entry: { description, filename }, content: { id } }: Opened['attachments'][number]) {
  const label = description ?? filename;
  return label === undefined ? { id } : { id, label };
}

/**
 * `paymentInformation` (metadata 1.0.0 and 2.1.0) in the words of XBezahldienste. The generic message needs amount and
 * time; metadata without them say nothing that an office could book, and are left out.
 */
function readPayment({ paymentInformation: paid }: Metadata): Record<string, unknown> | undefined {
  if (!isObject(paid) || paid.grossAmount === undefined || paid.transactionTimestamp === undefined) return undefined;
  return {
    transactionId: paid.transactionId,
    transactionReference: paid.transactionReference,
    amount: Math.round(Number(paid.grossAmount) * 100),
    currency: 'EUR',
    method: paid.paymentMethodDetail ?? paid.paymentMethod,
    at: paid.transactionTimestamp,
    status: paid.status,
  };
}

/**
 * The first report of `authenticationInformation` (metadata 1.x). Its level stands in what the account signed, in a form
 * that is not public: it is handed on, and no level is said.
 */
function readAuthentication({ authenticationInformation: reports }: Metadata): Record<string, unknown> | undefined {
  const [report] = Array.isArray(reports) ? reports : [];
  if (!isObject(report)) return undefined;
  const { version, content } = report;
  return { method: String(report.type), identificationReport: { version, content } };
}

/** The e-mail address to answer to (`replyChannel.eMail`, 1.0.0 and 2.1.0) is a contact of the applicant. */
function withReplyChannel(applicant: unknown, { replyChannel }: Metadata): unknown {
  const { address } = isObject(replyChannel?.eMail) ? replyChannel.eMail : {};
  if (!isObject(applicant) || address === undefined) return applicant;
  const { contacts = [] } = applicant;
  if (!Array.isArray(contacts) || contacts.some((one) => isObject(one) && one.channel === eMail)) return applicant;
  return { ...applicant, contacts: [...contacts, { channel: eMail, id: address }] };
}

/** urn:de:xoev:codeliste:erreichbarkeit */
const eMail = '01';

function readPointer(pointer: string): string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
