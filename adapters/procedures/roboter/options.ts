import { folderOptions, refineFolder, z } from '../../../src/sdk.ts';

/** What the network file says under `options`. */
export const options = z
  .strictObject({
    ...folderOptions,
    robot: z
      .string()
      .min(1)
      .max(100)
      .default('Roboter')
      .meta({ description: 'Name of the robot; stands as the product in the receipt that is made of its result.' }),
    pollMinutes: z
      .int()
      .min(1)
      .max(1_440)
      .default(5)
      .meta({ description: 'Minutes from one look for the result to the next.' }),
    termHours: z
      .int()
      .min(1)
      .max(8_760)
      .default(24)
      .meta({ description: 'Hours without a result after which a person takes over. Keep delivery.maxAge longer.' }),
    keepDays: z
      .int()
      .min(1)
      .max(366)
      .default(7)
      .meta({ description: 'Days that results of ended cases stay in .zustellwerk.' }),
  })
  .superRefine(refineFolder);

export type Options = z.infer<typeof options>;
