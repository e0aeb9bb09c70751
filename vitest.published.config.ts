import { defineConfig } from 'vitest/config';
import base from './vitest.config.js';

/** Published figures, reached on whole data sets: `npm run test:published`. */
export default defineConfig({
  resolve: base.resolve,
  test: {
    include: ['test/published/**/*.test.ts'],
    testTimeout: 15 * 60_000,
    maxWorkers: 2,
  },
});
