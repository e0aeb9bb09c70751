import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { withTable } from './record.js';
import { merged, type Result, type ResultRow } from './result.js';
import { table } from './table.js';

const row = (attack: string, changes: Partial<ResultRow> = {}): ResultRow => ({
  part: 'kills',
  attack,
  promise: 'lives on',
  tried: 1000,
  failures: [],
  seconds: 30,
  date: '2026-01-02',
  ...changes,
});

const resultOf = (...rows: ResultRow[]): Result => ({
  quick: false,
  seed: 3,
  rows,
  environment: { processor: 'P', cores: 2, platform: 'linux x64', versions: { node: '20.0.0' } },
});

it('shows what was tried, what was measured, and what did not hold', () => {
  const text = table(
    resultOf(
      row('first', { remark: '7 MiB' }),
      row('second', { failures: ['broke\nin two'], skipped: 'a disk' }),
    ),
  );
  expect(text).toMatch(/^\| kills \| first +\| lives on +\| 1,000 \| +0 \| 7 MiB +\|$/m);
  expect(text).toMatch(/^\| {7}\| second +\| lives on +\| 1,000 \| +1 \| skipped: a disk \|$/m);
  expect(text).toContain('P, 2 cores, linux x64; node 20.0.0; 2026-01-02, seed 3, 1 min 00 s');
  expect(text).toMatch(/What did not hold:\n\n- second: broke in two$/);
  expect(table(resultOf(row('first')))).not.toContain('What did not hold');
});

it('keeps the rows of attacks that were not made again', () => {
  const older = resultOf(row('first'), row('second'));
  const newer = resultOf(row('third'), row('first', { tried: 5 }));
  expect(merged(older, newer).rows.map(({ attack, tried }) => [attack, tried])).toEqual([
    ['first', 5],
    ['second', 1000],
    ['third', 1000],
  ]);
  expect(merged(undefined, newer)).toEqual(newer);
});

it('the page shows what its result says', () => {
  const fileOf = (name: string) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
  const page = readFileSync(fileOf('reliability.md'), 'utf8');
  if (!existsSync(fileOf('reliability.json'))) return;
  const result = JSON.parse(readFileSync(fileOf('reliability.json'), 'utf8')) as Result;
  expect(withTable(page, result, 'docs/reliability.md'), 'record the result again').toBe(page);
});
