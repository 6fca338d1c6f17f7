import { antrag0001 } from '../../domains/antrag/antrag-0001.ts';
import type { Antrag, Field } from '../../domains/antrag/antrag-data.ts';
import { chooseMetadataVersion, type DataMimeType } from '../../fit-connect/index.ts';
import { readMessage } from '../../messages/read.ts';
import { readXml } from '../../messages/xml-read.ts';

/** What goes to FIT-Connect of one message. */
export interface FitContent {
  readonly data: { readonly content: Uint8Array; readonly mimeType: DataMimeType };
  readonly files: readonly {
    /** A UUID; the data refer to the file by it. */
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly mediaType: string;
    /** Absent: the message only names it. */
    readonly content?: Uint8Array | undefined;
  }[];
  /** Further members of the metadata. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

interface Outgoing {
  readonly id: string;
  readonly xml: Uint8Array;
}

/** What a destination says of itself. */
interface Taken {
  /** What it answers through; undefined: it does not say. */
  readonly replyChannels: readonly string[] | undefined;
  readonly metadataVersions: readonly string[];
}

/**
 * The content in the media type that the destination takes. XML is the message itself, with its files in it or beside it.
 * JSON is made of the generic message alone: the members of the form nested as they were, files as attachments, payment and
 * authentication in the metadata.
 *
 * @returns undefined when the message cannot become JSON.
 */
export function writeContent(
  message: Outgoing,
  mimeType: DataMimeType,
  { replyChannels, metadataVersions }: Taken,
): FitContent | undefined {
  const antrag = message.id === antrag0001.id ? readMessage(antrag0001, readXml(message.xml)).data : undefined;
  const files = (antrag?.attachments ?? []).map(({ id, fileName: name, label, mediaType, content }) => ({
    id,
    name,
    label,
    mediaType,
    content: content === undefined ? undefined : Buffer.from(content, 'base64'),
  }));
  if (mimeType === 'application/xml') {
    const named = files.filter(({ content }) => content === undefined);
    return { data: { content: message.xml, mimeType }, files: named, metadata: {} };
  }
  if (!antrag) return undefined;
  const content = Buffer.from(JSON.stringify(nestFields(antrag.fields ?? [])));
  const version = chooseMetadataVersion(metadataVersions);
  const metadata = {
    ...writePayment(antrag),
    ...writeAuthentication(antrag, version),
    ...writeReplyChannel(antrag, replyChannels, version),
  };
  return { data: { content, mimeType }, files, metadata };
}

type Nested = { [member: string]: unknown };

/** The members of a form from its fields: the way back of what the form made of them. */
function nestFields(fields: readonly Field[]): Nested {
  const data: Nested = {};
  for (const field of fields) {
    let at = data;
    for (const { id, index } of field.groups ?? []) at = enter(at, id, index);
    const value = readValue(field);
    if (field.index === undefined) at[field.id] = value;
    else listAt(at, field.id)[field.index - 1] = value;
  }
  return data;
}

function enter(at: Nested, id: string, index: number | undefined): Nested {
  if (index === undefined) {
    const inner = (at[id] ?? {}) as Nested;
    at[id] = inner;
    return inner;
  }
  const list = listAt(at, id);
  const inner = (list[index - 1] ?? {}) as Nested;
  list[index - 1] = inner;
  return inner;
}

function listAt(at: Nested, id: string): unknown[] {
  const list = (at[id] ?? []) as unknown[];
  at[id] = list;
  return list;
}

function readValue({ text, number, date, dateTime, time, flag, code, file }: Field): unknown {
  return text ?? number ?? date ?? dateTime ?? time ?? flag ?? code?.value ?? file;
}

const methods = ['GIROPAY', 'PAYDIRECT', 'CREDITCARD', 'PAYPAL', 'INVOICE'];

/** `paymentInformation`, the same in metadata 1.x and 2.x. */
function writePayment({ payment }: Antrag): Record<string, unknown> {
  if (!payment) return {};
  const { transactionId, transactionReference = transactionId, amount, method, at, status } = payment;
  return {
    paymentInformation: {
      transactionId,
      transactionReference,
      paymentMethod: methods.includes(method) ? method : 'OTHER',
      status: status === 'PAYED' ? 'BOOKED' : status,
      grossAmount: amount,
      transactionTimestamp: at,
    },
  };
}

/**
 * `authenticationInformation` of metadata 1.x: what the account signed. In metadata 2.x it belongs into `dataSets`, under a
 * schema whose address is not public; so it is left out there.
 */
function writeAuthentication({ authentication }: Antrag, version: string | undefined): Record<string, unknown> {
  const report = authentication?.identificationReport;
  if (!report || !version?.startsWith('1.')) return {};
  return { authenticationInformation: [{ type: 'identificationReport', ...report }] };
}

/** The mailbox of the BundID, or the e-mail address, where the destination answers through it; else by letter. */
function writeReplyChannel(
  { applicant, authentication }: Antrag,
  offered: readonly string[] = [],
  version?: string,
): Record<string, unknown> {
  const mailboxUuid = authentication?.mailbox;
  if (mailboxUuid && isUuid.test(mailboxUuid) && offered.includes('idBundDeMailbox') && version?.startsWith('2.')) {
    return { replyChannel: { idBundDeMailbox: { mailboxUuid } } };
  }
  const address = applicant?.contacts?.find(({ channel }) => channel === '01')?.id;
  return address !== undefined && offered.includes('eMail') ? { replyChannel: { eMail: { address } } } : {};
}

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
