import { type CallLog, type DeliveryJob, xta } from '../../../src/sdk.ts';
import { identityOf, type Options } from './options.ts';

/** The way to the server for as long as `use` runs, with the account and its certificate. Its calls are logged where there is a log. */
export function withAccess<Result>(
  { options, calls, signal }: Pick<DeliveryJob<Options>, 'options' | 'signal'> & { readonly calls?: CallLog },
  author: xta.XtaParty,
  use: (access: xta.XtaAccess) => Promise<Result>,
): Promise<Result> {
  const { url, reportUrl = url, mailboxUrl = url, party, partyName, allowInsecure } = options;
  const account =
    party === undefined ? author : { identifier: party, ...(partyName !== undefined && { name: partyName }) };
  const { certificate, key, ...rest } = identityOf(options);
  const identity = certificate === undefined || key === undefined ? undefined : { certificate, key, ...rest };
  return xta.withXta(
    {
      urls: { sender: url, 'transport.base': reportUrl, recipient: mailboxUrl },
      party: account,
      allowInsecure,
      signal,
      onCall: (call) => calls?.record(call),
      ...(identity && { identity }),
    },
    use,
  );
}
