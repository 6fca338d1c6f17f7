import type { Surroundings } from '../service.ts';
import type { Antrag, AttachedFile, Payment } from './antrag-data.ts';

type Around = Pick<Antrag, 'applicant' | 'representatives' | 'authentication' | 'payment'>;

/** What a submission says around its data, as the generic message carries it. */
export function aroundData({ applicant, representative, authentication: given, payment }: Surroundings): Around {
  const { assertion: _, ...authentication } = given ?? { method: '' };
  return {
    ...(applicant && { applicant }),
    ...(representative && { representatives: [representative] }),
    ...(given && { authentication }),
    ...(payment && { payment: writePayment(payment) }),
  };
}

/** In euros, and in the words of XBezahldienste alone. */
function writePayment({ amount, status, ...payment }: NonNullable<Surroundings['payment']>): Payment {
  return { ...payment, amount: amount / 100, status: status === 'BOOKED' ? 'PAYED' : status };
}

/** Files are in the message, or all of them are named there and fetched: see `loadForMessage`. */
export function filesOf({ attachments, references = [] }: Surroundings): Pick<Antrag, 'attachments'> {
  const files: AttachedFile[] = [
    ...attachments.map((file) => ({ ...file, size: Buffer.byteLength(file.content, 'base64') })),
    ...references,
  ];
  return files.length > 0 ? { attachments: files } : {};
}
