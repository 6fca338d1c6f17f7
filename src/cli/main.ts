#!/usr/bin/env -S node --min-semi-space-size=16 --max-semi-space-size=16 --heap-growing-percent=25 --no-parallel-scavenge
import { enableCompileCache } from 'node:module';

// Modules that were compiled once start twice as fast; what is imported before this line is not kept.
enableCompileCache();

// Whoever reads the output may stop reading, like `head`: then there is nothing more to say.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
await import('./program.ts');
