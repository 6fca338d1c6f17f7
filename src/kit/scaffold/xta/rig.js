import { simulators } from 'zustellwerk/testing';

/** What the conformance kit tries the adapter against: an XTA server by our own model, never yet a real one. */
export default {
  steps: ['sendMessage'],
  start: simulators.xta.start,
  cannot: {
    'accept-then-lose': 'An order that was taken is handed over; what the server loses then, its report would tell.',
  },
};
