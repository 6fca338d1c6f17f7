import { httpOptions, refineHttp, z } from '../../../src/sdk.ts';

/** What the network file says under `options`. */
export const options = refineHttp(
  z.strictObject({
    ...httpOptions,
    url: httpOptions.url.meta({ description: 'Address that messages are posted to; receipts lie on the same server.' }),
    pollSeconds: z.int().min(1).max(86_400).default(60).meta({
      description: 'Pause between two looks for the receipt, where the procedure does not say (Retry-After).',
    }),
  }),
);

export type Options = z.infer<typeof options>;
