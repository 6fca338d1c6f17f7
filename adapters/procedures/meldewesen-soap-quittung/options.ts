import { httpOptions, refineHttp, z } from '../../../src/sdk.ts';

/** What the network file says under `options`. */
export const options = refineHttp(
  z.strictObject({
    ...httpOptions,
    url: httpOptions.url.meta({ description: 'Address (endpoint) of the SOAP service.' }),
    mandant: z
      .string()
      .regex(/^[\w.-]{1,40}$/, { error: '1 to 40 letters, digits, dots and hyphens' })
      .optional()
      .meta({ description: 'Tenant, where one installation serves several offices.' }),
  }),
);

export type Options = z.infer<typeof options>;
