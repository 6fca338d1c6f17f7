import { defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';

/** A test that does not run has to say why, where everybody sees it. */
const skipReasons: Reporter = {
  onTestCaseResult(test) {
    const result = test.result();
    if (result.state === 'skipped' && result.note) console.log(`skipped: ${test.fullName}: ${result.note}`);
  },
};

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'adapters/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // Modules are loaded once for all files: half the time. No file may leave anything global behind.
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', skipReasons, ['json', { outputFile: 'test-results/vitest.json' }]],
  },
});
