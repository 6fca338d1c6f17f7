import { isSecureUrl, z } from '../../../src/sdk.ts';

/** What the network file says under `options`. */
export const options = z
  .strictObject({
    url: address('https://verfahren.example/nachrichten').meta({ description: 'Address that messages are posted to.' }),
    token: z
      .string()
      .regex(/^[!-~]+$/, { error: 'visible ASCII characters without spaces' })
      .optional()
      .meta({ description: 'Bearer token. Either this, or user and password, or tokenUrl, or none.', secret: true }),
    user: z
      .string()
      .regex(/^[^:\p{Cc}]+$/u, { error: 'a name without colon' })
      .optional()
      .meta({ description: 'User for HTTP Basic.' }),
    password: z.string().min(1).optional().meta({ description: 'Password for HTTP Basic.', secret: true }),
    tokenUrl: address('https://anmeldung.example/token')
      .optional()
      .meta({ description: 'Address that gives bearer tokens (OAuth 2.0 client credentials).' }),
    clientId: z.string().min(1).optional().meta({ description: 'Client id for tokenUrl.' }),
    clientSecret: z.string().min(1).optional().meta({ description: 'Client secret for tokenUrl.', secret: true }),
    scope: z.string().min(1).optional().meta({ description: 'Scope that is asked for at tokenUrl.' }),
    clientCertificate: pem('CERTIFICATE', 'a certificate')
      .optional()
      .meta({ description: 'Client certificate (PEM, with its chain), for procedures that demand one (mTLS).' }),
    clientKey: pem('[A-Z ]*PRIVATE KEY', 'a private key')
      .optional()
      .meta({ description: 'Private key (PEM) of the client certificate.', secret: true }),
    clientKeyPassphrase: z.string().min(1).optional().meta({ description: 'Passphrase of clientKey.', secret: true }),
    ca: pem('CERTIFICATE', 'certificates')
      .optional()
      .meta({ description: "Certificates (PEM) that the server's is checked against, in place of the public ones." }),
    allowInsecure: z
      .boolean()
      .default(false)
      .meta({ description: 'Lets http:// go to other machines, unencrypted. Only for tests in a closed network.' }),
  })
  .superRefine((given, context) => {
    const fail = (member: keyof typeof given, message: string) =>
      context.addIssue({ code: 'custom', path: [member], message });
    for (const member of ['url', 'tokenUrl'] as const) {
      const { [member]: url = 'https://verfahren.example' } = given;
      if (!given.allowInsecure && !isSecureUrl(url)) {
        fail(member, 'https://, since http:// is only for this machine, or for a test with allowInsecure: true');
      }
      if (carriesCredentials(url)) fail(member, 'an address without user and password; they have options of their own');
    }
    const { token, user, password, tokenUrl, clientId, clientSecret, scope } = given;
    if ((user === undefined) !== (password === undefined)) fail('password', 'user and password together');
    if (tokenUrl !== undefined && clientId === undefined) fail('clientId', 'the client id for tokenUrl');
    if (tokenUrl !== undefined && clientSecret === undefined) fail('clientSecret', 'the client secret for tokenUrl');
    if (tokenUrl === undefined && (clientId ?? clientSecret ?? scope) !== undefined) {
      fail('tokenUrl', 'the address that gives tokens');
    }
    if ([token, user, tokenUrl].filter((way) => way !== undefined).length > 1) {
      fail(token === undefined ? 'user' : 'token', 'one way to log in: a token, user and password, or tokenUrl');
    }
    const { clientCertificate, clientKey, clientKeyPassphrase } = given;
    if ((clientCertificate === undefined) !== (clientKey === undefined)) {
      fail('clientKey', 'clientCertificate and clientKey together');
    }
    if (clientKeyPassphrase !== undefined && clientKey === undefined)
      fail('clientKeyPassphrase', 'only with clientKey');
  });

export type Options = z.infer<typeof options>;

function carriesCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}

function address(example: string) {
  return z.url({ protocol: /^https?$/, error: `an address, like ${example}`, abort: true });
}

function pem(label: string, what: string) {
  return z.string().regex(new RegExp(`-----BEGIN ${label}-----`), { error: `${what} in PEM, usually as file:…` });
}
