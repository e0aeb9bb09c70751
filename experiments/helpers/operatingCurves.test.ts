import { expect, it } from 'vitest';
import { rocLine } from './operatingCurves.js';

it('a perfect score has a corner of a ROC curve', () => {
  const { x, y } = rocLine('seed 0', [3, 2, 1], [true, false, false]);
  expect([Array.from(x), Array.from(y)]).toEqual([
    [0, 0, 0.5, 1],
    [0, 1, 1, 1],
  ]);
});
