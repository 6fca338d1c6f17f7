import { httpOptions, refineHttp, z } from '../../../src/sdk.ts';

/** What the network file says under `options`. */
export const options = refineHttp(
  z.strictObject({
    ...httpOptions,
    url: httpOptions.url.meta({ description: 'Address of the upload form.' }),
  }),
);

export type Options = z.infer<typeof options>;
