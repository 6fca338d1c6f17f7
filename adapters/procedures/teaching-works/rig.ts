import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HeldMessage, Rig, Target, TargetCall } from '../../../src/kit.ts';

const folderAlone = 'A folder takes what is put there: it answers nothing, and nobody stands behind it.';

const rig: Rig = {
  steps: ['put'],
  start: async () => startPigeonhole(),
  cannot: {
    refuse: folderAlone,
    unavailable: folderAlone,
    crash: folderAlone,
    cut: folderAlone,
    slow: folderAlone,
    'accept-then-lose': folderAlone,
  },
};

export default rig;

function startPigeonhole(): Target {
  const folder = mkdtempSync(join(tmpdir(), `pigeonhole-${randomUUID()}`));
  const held = (): HeldMessage[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.xml'))
      .map((name) => ({ uuid: name.slice(0, -'.xml'.length), message: readFileSync(join(folder, name)) }));
  const calls: TargetCall[] = [];
  const look = () => {
    for (const { uuid, message } of held()) {
      if (!calls.some((each) => each.uuid === uuid)) calls.push({ step: 'put', behaviour: 'take', uuid, message });
    }
    return [...calls];
  };
  return {
    name: 'a folder',
    options: { folder },
    behave: () => {},
    calls: look,
    held,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
