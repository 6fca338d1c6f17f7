import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = {
  steps: ['put'],
  start: simulators.sftp.start,
  refusal: ['text', 'xpath'],
  cannot: {
    'retry-after': 'SFTP has no word for it.',
    'accept-then-lose':
      'A message that was fetched is gone from the folder; the term for its receipt ends with a person.',
    'forged-receipt': 'The receipt carries no proof of its own: who may write into the folder is what proves it.',
  },
};

export default rig;
