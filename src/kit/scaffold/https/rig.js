import { simulators } from 'zustellwerk/testing';

/** What the conformance kit tries the adapter against. A vendor with another interface needs another target: startHttpTarget. */
export default {
  steps: ['post'],
  start: simulators.https.start,
  refusal: ['text', 'xpath'],
  cannot: {
    'forged-receipt': 'The receipt carries no proof of its own: TLS and the token prove who answers.',
    'duplicate-receipt': 'One request has one answer.',
  },
};
