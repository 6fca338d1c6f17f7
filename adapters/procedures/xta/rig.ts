import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = {
  steps: ['sendMessage'],
  asks: 'getTransportReport',
  start: simulators.xta.start,
  cannot: {
    'accept-then-lose': 'An order that was taken is handed over; what the server loses then, its report would tell.',
  },
};

export default rig;
