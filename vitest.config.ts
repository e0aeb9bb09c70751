import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests run on the sources: every export of every package is mapped from `dist/*.js` to `src/*.ts`. */
function sourceAliases() {
  return ['engine', 'core', 'datasets', 'variants', 'cli'].flatMap((name) => {
    const root = fileURLToPath(new URL(`packages/${name}/`, import.meta.url));
    const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
      name: string;
      exports: Record<string, { default: string } | string>;
    };
    return Object.entries(manifest.exports).flatMap(([subpath, target]) => {
      if (typeof target === 'string') return [];
      const specifier = manifest.name + subpath.slice(1);
      return [
        {
          find: new RegExp(`^${specifier}$`),
          replacement: root + target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'),
        },
      ];
    });
  });
}

export default defineConfig({
  resolve: { alias: sourceAliases() },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
