import { configDefaults, defineConfig } from 'vitest/config';
import { sources } from './test/support/sources.js';

/** Tests run on the sources, not on what was built last. */
const alias = Array.from(sources(), ([specifier, replacement]) => ({
  find: new RegExp(`^${specifier}$`),
  replacement,
}));

/** Tests of the whole, which take most of the time: `npm run test:whole`. */
const whole = [
  'test/*.test.ts',
  'packages/cli/src/commands/*.test.ts',
  'packages/variants/src/contract/*.test.ts',
  'matrix/*.test.ts',
];

/** What all tests run with. */
const shared = {
  setupFiles: ['test/support/telemetryOff.ts', 'test/support/oneThread.ts'],
  testTimeout: 60_000,
};

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'units',
          include: [
            'packages/*/src/**/*.test.ts',
            'bench/**/*.test.ts',
            'attack/**/*.test.ts',
            'experiments/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...whole],
        },
      },
      { extends: true, test: { ...shared, name: 'whole', include: whole } },
    ],
  },
});
