import { faultOfCertificate, z } from '../../../src/sdk.ts';

const address = z.email({ error: 'one mail address, like eingang@stadt.example' });

/** What the network file says under `options`. */
export const options = z
  .strictObject({
    host: z
      .hostname({ error: 'a host name' })
      .or(z.ipv4())
      .or(z.ipv6())
      .meta({ description: 'Mail server that takes the mail.' }),
    security: z
      .enum(['tls', 'starttls'])
      .default('starttls')
      .meta({ description: 'TLS from the first byte, or STARTTLS, which the server must then offer. Never without.' }),
    port: z.int().min(1).max(65_535).optional().meta({ description: 'Port; absent: 465 for tls, 587 for starttls.' }),
    user: z.string().min(1).optional().meta({ description: 'User on the mail server.' }),
    password: z.string().min(1).optional().meta({ description: 'Password of the user.', secret: true }),
    ca: z
      .string()
      .regex(/-----BEGIN CERTIFICATE-----/, { error: 'certificates in PEM, usually as file:…' })
      .optional()
      .meta({ description: "Certificates (PEM) that the server's is checked against, in place of the public ones." }),
    from: address.meta({ description: 'Sender; answers of mail servers go there.' }),
    to: address.meta({ description: 'Mailbox of the office. One address, which a group of people may read.' }),
    certificate: z
      .string()
      .superRefine((text, context) => {
        const fault = faultOfCertificate(text);
        if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
      })
      .optional()
      .meta({ description: 'Certificate (PEM, RSA) of that mailbox: the mail is encrypted for it (S/MIME).' }),
    subject: z
      .string()
      .regex(/^[^\p{Cc}]{1,150}$/u, { error: 'one line of at most 150 characters' })
      .default('Online-Antrag')
      .meta({
        description: 'Begin of the subject, after which the message and the delivery are named. Nothing personal.',
      }),
    language: z
      .enum(['de', 'en'])
      .default('de')
      .meta({ description: 'Language of the text and of the words around the fields in the PDF.' }),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    path: ['password'],
    error: 'user and password together',
  });

export type Options = z.infer<typeof options>;
