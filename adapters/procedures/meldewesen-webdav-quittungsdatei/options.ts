import { httpOptions, refineHttp, z } from '../../../src/sdk.ts';

/** What the network file says under `options`. */
export const options = refineHttp(
  z.strictObject({
    ...httpOptions,
    url: httpOptions.url.meta({ description: 'Address of the folder.' }),
    pollSeconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(300)
      .meta({ description: 'Pause between two looks for the receipt.' }),
  }),
);

export type Options = z.infer<typeof options>;
