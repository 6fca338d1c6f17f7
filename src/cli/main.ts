#!/usr/bin/env -S node --max-semi-space-size=8 --heap-growing-percent=50 --no-parallel-scavenge
import { enableCompileCache } from 'node:module';

// Modules that were compiled once start twice as fast; what is imported before this line is not kept.
enableCompileCache();

// Whoever reads the output may stop reading, like `head`: then there is nothing more to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
await import('./program.ts');
