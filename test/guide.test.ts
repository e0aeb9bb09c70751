import { expect, test } from 'vitest';
import { pages } from './guide/pages.js';
import { runPage } from './guide/run.js';
import { typeErrors } from './guide/typeCheck.js';

test('the code of all pages is type-checked', () => {
  expect(pages().map(({ path }) => path)).toContain('README.md');
  expect(typeErrors(pages())).toEqual([]);
});

test('a wrong sample is found, with its line', () => {
  const code = "\n\nconst x: number = 'text';";
  expect(typeErrors([{ path: 'docs/wrong.md', code }])).toEqual([
    "docs/wrong.md:3: Type 'string' is not assignable to type 'number'.",
  ]);
});

test.each(pages().filter(({ path }) => path !== 'README.md'))('the code of $path runs', runPage);
