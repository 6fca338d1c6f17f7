import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = {
  steps: ['mail'],
  start: simulators.mail.start,
  cannot: { 'retry-after': 'SMTP has no word for it.' },
};

export default rig;
