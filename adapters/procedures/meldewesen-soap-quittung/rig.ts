import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = {
  steps: ['call'],
  start: simulators.soap.start,
  refusal: ['text', 'xpath'],
  cannot: {
    'forged-receipt': 'The receipt carries no proof of its own: TLS and the token prove who answers.',
    'duplicate-receipt': 'One request has one answer.',
  },
};

export default rig;
