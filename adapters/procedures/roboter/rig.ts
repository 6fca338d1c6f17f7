import { type Rig, simulators } from '../../../src/kit.ts';

const placeAlone = 'A result names no message: that it lies in the folder of its case is what proves it.';

const rig: Rig = {
  steps: ['put'],
  start: simulators.robot.start,
  refusal: ['text', 'xpath'],
  cannot: {
    'retry-after': 'SFTP has no word for it.',
    'accept-then-lose': 'What the robot has marked as done is done; nothing else tells.',
    'wrong-receipt': placeAlone,
    'forged-receipt': placeAlone,
    'duplicate-receipt': 'The folder of the case is removed with its result.',
  },
};

export default rig;
