import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { check } from 'prettier';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Report } from '../results.js';
import { measured, result } from '../testing/results.js';
import { rewriteReport, writeReport } from './files.js';
import { page } from './page.js';
import { picture } from './picture.js';

const report: Report = {
  machine: {
    processor: 'a processor',
    cores: 2,
    memory: 8,
    platform: 'linux x64',
    node: 'v20.19.0',
    load: 0,
  },
  date: '2026-01-02T03:04:05.678Z',
  plan: { rounds: 2, seconds: 1 },
  results: [
    result('dense', [
      measured('autoencoder-zoo', [2, 2], 200e6),
      measured('pytorch eager', [5, 6], 300e6),
      measured('tfjs-node', [40, 44], 250e6),
    ]),
    result(
      'deepLargeBatch',
      [measured('autoencoder-zoo', [100, 100]), measured('pytorch eager', [95, 95])],
      [measured('products', [5, 5])],
    ),
    result('variationalEpoch', [
      measured('autoencoder-zoo', [3000, 3000]),
      measured('pytorch eager', [6000, 6000]),
    ]),
  ],
};

/** Cells of the rows that begin with a title. */
function rows(title: string): string[][] {
  const lines = page(report, 'speed.svg').split('\n');
  return lines
    .filter((line) => line.startsWith(`| ${title}`))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => cells.slice(2, -1));
}

it('shows ratios, times, the first step and memory of each task', () => {
  expect(rows('dense 784-128-32')).toEqual([
    ['2.75 (2.50–3.00)', '21.0 (20.0–22.0)', '2.75 (2.50–3.00)'],
    ['2.00', '5.50', '42.0'],
    ['0.500', '0.500', '0.500'],
    ['200', '300', '250', '1.50'],
  ]);
  expect(rows('variational')).toEqual([
    ['2.00 (2.00–2.00)', '2.00 (2.00–2.00)'],
    ['20000', '10000'],
    ['100', '100', '-', '1.00'],
  ]);
  expect(rows('geometric mean')[0]).toEqual(['1.62', '21.0', '1.62']);
  expect(page(report, 'speed.svg')).toContain('made 200 GFLOP/s');
});

it('writes Markdown that Prettier leaves as it is', async () => {
  expect(await check(page(report, 'speed.svg'), { parser: 'markdown', printWidth: 100 })).toBe(
    true,
  );
});

it('draws a bar for each ratio and for their mean, in another colour where the zoo is slower', () => {
  const { document } = parseHTML(picture(report.results));
  const bars = [...document.querySelectorAll('[aria-label="bar"] rect')];
  const slower = bars.map((bar) => bar.getAttribute('fill') === 'var(--slower)');
  // Two steps, their mean and an epoch beside PyTorch; a step and the mean beside TensorFlow.js.
  expect(slower).toEqual([false, true, false, false, false, false]);
  const words = [...document.querySelectorAll('text')].map((text) => text.textContent);
  expect(words).toEqual(expect.arrayContaining(['2.75', '0.95', '2.00', '21.0']));
  expect(words).toContain('times as fast as tfjs-node');
});

it('leaves out the panel of a peer that did not run', () => {
  const { document } = parseHTML(picture(report.results.slice(1)));
  expect(document.querySelectorAll('[aria-label="bar"] rect')).toHaveLength(2);
  expect(document.documentElement.textContent).not.toContain('tfjs-node');
});

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'bench-'))));
afterEach(() => rm(folder, { recursive: true }));

it('makes table and picture again from the file of results', async () => {
  const [results, ...others] = await writeReport(join(folder, 'new', 'results.json'), report);
  const before = await Promise.all(others.map((file) => readFile(file, 'utf8')));
  await Promise.all(others.map((file) => writeFile(file, '')));
  expect(await rewriteReport(join(folder, 'new'))).toEqual(others);
  expect(await Promise.all(others.map((file) => readFile(file, 'utf8')))).toEqual(before);
  expect(JSON.parse(await readFile(results, 'utf8'))).toEqual(report);
});

it('says how to get results where there are none', async () => {
  await expect(rewriteReport(folder)).rejects.toThrow(
    `cannot read ${join(folder, 'results.json')}, which "npm run bench -- --json`,
  );
});
