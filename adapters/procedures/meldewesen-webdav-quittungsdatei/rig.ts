import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = {
  steps: ['put', 'move', 'look'],
  principal: 'move',
  start: simulators.webdav.start,
  refusal: ['text', 'xpath'],
  cannot: {
    'forged-receipt': 'The receipt carries no proof of its own: TLS and the token prove who answers.',
  },
};

export default rig;
