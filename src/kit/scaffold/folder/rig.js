import { simulators } from 'zustellwerk/testing';

/** What the conformance kit tries the adapter against: an SFTP server, with a procedure that fetches what lies there. */
export default {
  steps: ['put'],
  start: simulators.sftp.start,
  refusal: ['text', 'xpath'],
  cannot: {
    'retry-after': 'SFTP has no word for it.',
    'accept-then-lose': 'A message that was fetched is gone from the folder; the term ends with a person.',
    'forged-receipt': 'The receipt carries no proof of its own: who may write into the folder is what proves it.',
  },
};
