import base from './vitest.config.js';

/** Published figures, reached on whole data sets: `npm run test:published`. */
export default {
  ...base,
  test: {
    ...base.test,
    include: ['test/published/**/*.test.ts'],
    setupFiles: [],
    testTimeout: 15 * 60_000,
  },
};
