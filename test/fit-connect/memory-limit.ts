import { readFile } from 'node:fs/promises';
import type { GatewayProcess } from '../../src/testing/gateway-process.ts';

/** In MiB. */
export const memoryLimit = 512;

export interface WatchedMemory extends Disposable {
  /** The most resident memory that the process ever had, in MiB, as the kernel has kept it. */
  readonly peak: () => number;
}

/**
 * Kills a process that exceeds the limit. Read every 50 ms, and as the kernel keeps the highest value, no peak in
 * between is missed. Stricter than a container of that size: files that are mapped count, and Node.js takes its time
 * to collect, for it sees all memory of the machine.
 */
export function limitMemory({ process: child }: GatewayProcess, limit = memoryLimit): WatchedMemory {
  let peak = 0;
  const look = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
    if (peak > limit) child.kill('SIGKILL');
  };
  const timer = setInterval(look, 50);
  return { peak: () => Math.round(peak), [Symbol.dispose]: () => clearInterval(timer) };
}
