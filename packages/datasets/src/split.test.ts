import { describe, expect, it } from 'vitest';
import { fromArrays } from './fromArrays.js';
import { split } from './split.js';

const all = fromArrays(
  Array.from({ length: 100 }, (_, index) => [index]),
  { labels: Array.from({ length: 100 }, (_, index) => index % 7) },
);
const contents = (set: typeof all) => Array.from(set.values);

describe('split', () => {
  it('gives every sample to one part, with its label', () => {
    const [first, rest] = split(all, { fraction: 0.8, seed: 1 });
    expect([first.length, rest.length]).toEqual([80, 20]);
    const values = [...contents(first), ...contents(rest)];
    expect(values.toSorted((a, b) => a - b)).toEqual(contents(all));
    for (const part of [first, rest]) {
      expect(Array.from(part.labels!)).toEqual(contents(part).map((value) => value % 7));
    }
  });

  it('depends on the seed alone', () => {
    const [first] = split(all, { count: 10, seed: 1 });
    expect(first.length).toBe(10);
    expect(contents(split(all, { count: 10, seed: 1 })[0])).toEqual(contents(first));
    expect(contents(split(all, { count: 10, seed: 2 })[0])).not.toEqual(contents(first));
  });

  it.each([
    { fraction: 0 },
    { fraction: 1 },
    { fraction: NaN },
    { count: 0 },
    { count: 100 },
    { count: 2.5 },
  ])('refuses %o', (options) => {
    expect(() => split(all, options)).toThrow(/the first part of a split has 1 to 99 samples/);
  });
});
