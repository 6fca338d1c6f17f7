import type { Rig } from '../../../src/kit.ts';
import { startHttps } from '../../../src/simulators/targets/https.ts';

const rig: Rig = {
  steps: ['post'],
  start: startHttps,
  refusal: ['text', 'xpath'],
  cannot: {
    'forged-receipt': 'The receipt carries no proof of its own: TLS and the token prove who answers.',
    'duplicate-receipt': 'One request has one answer.',
  },
};

export default rig;
