import { enableCompileCache } from 'node:module';

// A case may start many lives: compiled once, their modules load in half the time. What is imported before this line is not kept.
enableCompileCache();
await import('./life-main.ts');
