import { folderOptions, refineFolder, z } from '../../../src/sdk.ts';

/** What the network file says under `options`. */
export const options = z
  .strictObject({
    ...folderOptions,
    receipt: z.boolean().default(true).meta({
      description:
        'Whether the procedure answers with NAME.quittung.xml; if not, a file that lies there is handed over.',
    }),
    pollMinutes: z
      .int()
      .min(1)
      .max(1_440)
      .default(15)
      .meta({ description: 'Minutes from one look for the receipt to the next.' }),
    termHours: z
      .int()
      .min(1)
      .max(8_760)
      .default(48)
      .meta({ description: 'Hours without a receipt after which a person looks. Keep delivery.maxAge longer.' }),
    keepDays: z
      .int()
      .min(1)
      .max(366)
      .default(7)
      .meta({ description: 'Days that receipts and marks of ended deliveries stay in .zustellwerk.' }),
  })
  .superRefine(refineFolder);

export type Options = z.infer<typeof options>;
