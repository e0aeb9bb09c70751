import { expect, it } from 'vitest';
import { combinationOf, count, shuffled } from './combination.js';
import { nameOf } from './nameOf.js';
import { run, tallyOf, type Tried } from './run.js';
import { unfallen } from './outcome.js';

it('goes through all combinations, each once', () => {
  const at = shuffled(5);
  const seen = new Set(Array.from({ length: count }, (_, place) => at(place)));
  expect(seen.size).toBe(count);
  const names = new Set(
    Array.from({ length: 2000 }, (_, place) => nameOf(combinationOf(at(place)))),
  );
  expect(names.size).toBe(2000);
});

it('trains a sample that is another one each day', { timeout: 300_000 }, async () => {
  const seed = Math.floor(Date.now() / 86_400_000);
  const tried: Tried[] = [];
  for await (const each of run({ trained: 20, seconds: 240, seed }, new Map())) tried.push(each);
  const errors = tried.flatMap(({ combination, outcome }) =>
    outcome.kind === 'failed' && !outcome.reason.startsWith(unfallen)
      ? [[nameOf(combination), outcome.reason]]
      : [],
  );
  expect(errors).toEqual([]);
  const { trained, agreed } = tallyOf(tried.map(({ outcome }) => outcome));
  expect(trained).toBe(20);
  // Rounding sends some one in a hundred another way, most of them planar flows: docs/matrix.md.
  expect(agreed).toBeGreaterThanOrEqual(17);
});
