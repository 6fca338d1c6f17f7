import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = {
  steps: ['post', 'receipt'],
  principal: 'post',
  start: simulators.polling.start,
  refusal: ['text', 'xpath'],
  cannot: {
    'forged-receipt': 'The receipt carries no proof of its own: TLS and the token prove who answers.',
  },
};

export default rig;
