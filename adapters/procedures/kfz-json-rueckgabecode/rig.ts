import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = {
  steps: ['call'],
  start: simulators['return-code'].start,
  refusal: ['text'],
  cannot: {
    'forged-receipt': 'The answer carries no proof of its own: TLS and the token prove who answers.',
    'duplicate-receipt': 'One request has one answer.',
  },
};

export default rig;
