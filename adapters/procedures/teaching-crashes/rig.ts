import { type Rig, simulators } from '../../../src/kit.ts';

const rig: Rig = { steps: ['post'], start: startDoor };

export default rig;

/** A target that nothing reaches. */
async function startDoor() {
  return { ...(await simulators.https.start()), options: {} };
}
