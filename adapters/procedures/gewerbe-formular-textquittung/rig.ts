import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = {
  steps: ['upload'],
  start: simulators['upload-form'].start,
  refusal: ['text'],
  cannot: {
    'forged-receipt': 'The receipt carries no proof of its own: TLS and the token prove who answers.',
    'duplicate-receipt': 'One request has one answer.',
  },
};

export default rig;
