import { z } from 'zod';
import { isSecureUrl } from './https.ts';

/** The options of an adapter that calls an address with a token, or with user and password. */
export const httpOptions = {
  url: z
    .url({ protocol: /^https?$/, error: 'an address, like https://verfahren.example/', abort: true })
    .meta({ description: 'Address of the interface.' }),
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
};

/** What must hold between these options. */
export function refineHttp<Schema extends z.ZodType<HttpAccess>>(schema: Schema) {
  return schema
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
}

export interface HttpAccess {
  readonly url: string;
  readonly token?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly allowInsecure: boolean;
}

/** The header that the options ask for; empty when they ask for none. */
export function authorizationOf({ token, user, password }: Omit<HttpAccess, 'url'>): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (user === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`, 'utf8').toString('base64')}` };
}

function carriesCredentials(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== '' || password !== '';
}
