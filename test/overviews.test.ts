import { readFileSync } from 'node:fs';
import { recipeNames } from '@autoencoder-zoo/variants';
import { expect, test } from 'vitest';
import { root } from './support/sources.js';

test.each(['README.md', 'docs/guide/choosing-a-variant.md'])('%s tells of each recipe', (path) => {
  const rows = readFileSync(root + path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  const missing = recipeNames.filter((name) => !rows.some((row) => row.includes(`\`${name}\``)));
  expect(missing).toEqual([]);
});
