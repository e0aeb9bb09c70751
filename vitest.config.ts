import { defineConfig } from 'vitest/config';
import { sources } from './test/support/sources.js';

/** Tests run on the sources, not on what was built last. */
const alias = Array.from(sources(), ([specifier, replacement]) => ({
  find: new RegExp(`^${specifier}$`),
  replacement,
}));

export default defineConfig({
  resolve: { alias },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'test/*.test.ts',
      'bench/**/*.test.ts',
      'attack/**/*.test.ts',
      'experiments/**/*.test.ts',
    ],
    setupFiles: ['test/support/telemetryOff.ts', 'test/support/oneThread.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
