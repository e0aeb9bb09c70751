import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from './support/sources.js';

/** The folder that CONTRIBUTING shows as what a part consists of. */
const folder = `${root}packages/variants/src/corruptions/masking/`;
const files = ['part.ts', 'part.cases.ts', 'part.test.ts'];

test('CONTRIBUTING shows a corruption as it is, in at most 60 lines', () => {
  const page = readFileSync(`${root}CONTRIBUTING.md`, 'utf8');
  const shown = [...page.matchAll(/^```typescript\n(.*?)^```$/gms)].map(([, code]) => code);
  expect(shown).toEqual(files.map((file) => readFileSync(folder + file, 'utf8')));
  const lines = shown
    .join('')
    .split('\n')
    .filter((line) => line.trim() !== '');
  expect(lines.length).toBeLessThanOrEqual(60);
});
