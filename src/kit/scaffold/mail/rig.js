import { simulators } from 'zustellwerk/testing';

/** What the conformance kit tries the adapter against: a mail server with TLS, and the mailbox behind it. */
export default {
  steps: ['mail'],
  start: simulators.mail.start,
  cannot: { 'retry-after': 'SMTP has no word for it.' },
};
