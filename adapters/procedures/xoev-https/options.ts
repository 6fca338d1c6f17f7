import { isSecureUrl, z } from '../../../src/sdk.ts';

/** What the network file says under `options`. */
export const options = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: 'an address, like https://verfahren.example/nachrichten', abort: true })
      .meta({ description: 'Address that messages are posted to.' }),
    token: z
      .string()
      .regex(/^[!-~]+$/, { error: 'visible ASCII characters without spaces' })
      .optional()
      .meta({ description: 'Bearer token. Either this, or user and password, or none.', secret: true }),
    user: z
      .string()
      .regex(/^[^:\p{Cc}]+$/u, { error: 'a name without colon' })
      .optional()
      .meta({ description: 'User for HTTP Basic.' }),
    password: z.string().min(1).optional().meta({ description: 'Password for HTTP Basic.', secret: true }),
    allowInsecure: z
      .boolean()
      .default(false)
      .meta({ description: 'Lets http:// go to other machines, unencrypted. Only for tests in a closed network.' }),
  })
  .refine(({ url, allowInsecure }) => allowInsecure || isSecureUrl(url), {
    path: ['url'],
    error: 'https://, since http:// is only for this machine, or for a test with allowInsecure: true',
  })
  .refine(({ url }) => !carriesCredentials(url), {
    path: ['url'],
    error: 'an address without user and password; they have options of their own',
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    path: ['password'],
    error: 'user and password together',
  })
  .refine(({ token, user }) => token === undefined || user === undefined, {
    path: ['token'],
    error: 'either a token, or user and password',
  });

export type Options = z.infer<typeof options>;

function carriesCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}
