import { type Rig, simulators } from '../../../src/kit.ts';

const nobody = 'The procedure works when it likes: nothing answers while the adapter looks into the folder.';

const rig: Rig = {
  steps: ['fetch'],
  start: simulators.folder.start,
  refusal: ['text', 'xpath'],
  cannot: {
    unavailable: nobody,
    crash: nobody,
    cut: nobody,
    slow: nobody,
    'accept-then-lose':
      'A message that was fetched is gone from the folder; the term for its receipt ends with a person.',
    'forged-receipt': 'The receipt carries no proof of its own: who may write into the folder is what proves it.',
  },
};

export default rig;
