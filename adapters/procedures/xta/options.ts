import { isSecureUrl, isUsableIdentity, type TlsIdentity, z } from '../../../src/sdk.ts';

const address = z.url({ protocol: /^https?$/, error: 'an address, like https://xta.example/sender', abort: true });
const text = z.string().trim().min(1);
const uri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i, { error: 'a URI, like http://www.osci.de/… or urn:…' });

/** What the network file says under `options`. */
export const options = z
  .strictObject({
    url: address.meta({ description: "Address of the XTA server's port `sender`." }),
    reportUrl: address
      .optional()
      .meta({ description: 'Address of its port `transport.base`, which has the reports. Absent: the same as `url`.' }),
    mailboxUrl: address.optional().meta({
      description:
        'Address of its port `recipient`, the mailbox of `party` that replies are fetched from. Absent: the same as `url`.',
    }),
    clientCertificate: z
      .string()
      .optional()
      .meta({ description: 'Client certificate (PEM, with its chain). Required for https.' }),
    clientKey: z
      .string()
      .optional()
      .meta({ description: 'Private key (PEM) of the client certificate.', secret: true }),
    clientKeyPassphrase: z.string().optional().meta({ description: 'Passphrase of clientKey.', secret: true }),
    ca: z
      .string()
      .optional()
      .meta({ description: "Certificates (PEM) that the server's is checked against, in place of the public ones." }),
    party: text.optional().meta({
      description:
        'The account at the XTA server, `prefix:id`. Absent: the author of each message (autor in its head).',
    }),
    partyName: text.optional().meta({ description: "The account's name. Together with `party`." }),
    senderId: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,41}$/, { error: '1 to 41 characters: letters without umlauts, digits, . _ -' })
      .meta({ description: 'Names this installation in every XTAMessageID. Never change it while deliveries wait.' }),
    service: uri
      .optional()
      .meta({ description: "URI of the office's service, as DVDV has it. Ask the computing centre: no public list." }),
    readerCategory: text.optional().meta({ description: 'organizationCategory of the reader, where one is agreed.' }),
    scenarioCode: text
      .optional()
      .meta({ description: 'Code of the business scenario. Either this or `scenarioText`.' }),
    scenarioListVersion: text.optional().meta({ description: 'Version of the code list. Together with the code.' }),
    scenarioList: uri
      .default('urn:de:xta:codeliste:business.scenario')
      .meta({ description: 'Code list of the business scenario.' }),
    scenarioText: text.optional().meta({ description: 'The business scenario in words, where no code is agreed.' }),
    serviceProfile: uri.optional().meta({ description: 'URI of the XTA service profile, where one is agreed.' }),
    awaitReport: z.boolean().default(false).meta({
      description:
        'Wait for the transport report: `delivered` when it is green. Else `handed-over` once the order is taken.',
    }),
    reportWait: z
      .int()
      .min(0)
      .max(300)
      .default(10)
      .meta({ description: 'Seconds that one attempt waits for the report to close.' }),
    allowInsecure: z
      .boolean()
      .default(false)
      .meta({ description: 'Lets http:// go to other machines, unencrypted. Only for tests in a closed network.' }),
  })
  .superRefine((given, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    for (const name of ['url', 'reportUrl', 'mailboxUrl'] as const) {
      const value = given[name];
      if (value === undefined) continue;
      if (carriesCredentials(value)) fault(name, 'an address without user and password');
      if (!given.allowInsecure && !isSecureUrl(value)) fault(name, 'https://, since http:// is only for this machine');
      if (value.startsWith('https:') && given.clientCertificate === undefined)
        fault('clientCertificate', 'a client certificate');
    }
    if ((given.clientCertificate === undefined) !== (given.clientKey === undefined))
      fault('clientKey', 'clientCertificate and clientKey together');
    else if (!isUsableIdentity(identityOf(given)))
      fault('clientCertificate', 'certificate, key and ca in PEM that fit each other');
    if (given.party === undefined && given.partyName !== undefined) fault('party', 'partyName goes with party');
    if ((given.scenarioCode === undefined) === (given.scenarioText === undefined)) {
      fault('scenarioCode', 'either scenarioCode or scenarioText');
    }
    if ((given.scenarioCode === undefined) !== (given.scenarioListVersion === undefined)) {
      fault('scenarioListVersion', 'scenarioCode and scenarioListVersion together');
    }
  });

export type Options = z.infer<typeof options>;

function carriesCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

/** Who we are to the server. */
export function identityOf({
  clientCertificate: certificate,
  clientKey: key,
  clientKeyPassphrase: passphrase,
  ca,
}: Pick<Options, 'clientCertificate' | 'clientKey' | 'clientKeyPassphrase' | 'ca'>): TlsIdentity {
  return { certificate, key, passphrase, ca };
}
