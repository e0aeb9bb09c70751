import { expect, test } from 'vitest';
import { pages } from './guide/pages.js';
import { differences } from './guide/printed.js';
import { runPage } from './guide/run.js';
import { typeErrors } from './guide/typeCheck.js';

test('the code of all pages is type-checked', () => {
  expect(pages().map(({ path }) => path)).toContain('README.md');
  expect(typeErrors(pages())).toEqual([]);
});

test('a wrong sample is found, with its line', () => {
  const code = "\n\nconst x: number = 'text';";
  expect(typeErrors([{ path: 'docs/wrong.md', code, output: [] }])).toEqual([
    "docs/wrong.md:3: Type 'string' is not assignable to type 'number'.",
  ]);
});

test('output that a page does not show is found', () => {
  expect(differences(['error 2.50', 'end'], ['error 2.51', 'end'])).toEqual([]);
  expect(differences(['error 2.50'], ['error 2.80'])).toHaveLength(1);
  expect(differences(['error 2.50'], ['mistake 2.50'])).toHaveLength(1);
  expect(differences(['error 2.50'], ['error 2.50', 'more'])).toEqual([
    'the page shows nothing, but the code prints "more"',
  ]);
});

test.each(pages().filter(({ path }) => path !== 'README.md'))(
  'the code of $path runs',
  async (page) => {
    const printed = await runPage(page);
    if (page.output.length > 0) expect(differences(page.output, printed)).toEqual([]);
  },
);
