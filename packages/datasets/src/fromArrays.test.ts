import type { Dataset } from '@autoencoder-zoo/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fromArrays, type NestedNumbers } from './fromArrays.js';

describe('fromArrays', () => {
  it('takes rows of numbers', () => {
    const set = fromArrays(
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      { name: 'mine' },
    );
    expect(set).toMatchObject({ name: 'mine', length: 2, shape: [3], lengths: undefined });
    expect(set.values).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  });

  it('takes images', () => {
    const set = fromArrays([
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    ]);
    expect(set.shape).toEqual([3, 2]);
    expect(set.values).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  });

  it('gives another shape, which is in the type', () => {
    const set = fromArrays([[1, 2, 3, 4]], { shape: [2, 2] });
    expectTypeOf(set).toEqualTypeOf<Dataset<readonly [2, 2]>>();
    expectTypeOf(fromArrays([[1]])).toEqualTypeOf<Dataset>();
    expect(set.shape).toEqual([2, 2]);
    expect(() => fromArrays([[1, 2, 3]], { shape: [2, 2] })).toThrow(/cannot become \[2, 2\]/);
  });

  it('keeps the type and memory of a typed array', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    expect(fromArrays(Buffer.from(bytes), { shape: [2] }).select([1]).values).toEqual(
      Uint8Array.of(3, 4),
    );
    const set = fromArrays(bytes, { shape: [2], scale: 1 / 255 });
    expect(set.values).toBe(bytes);
    expect(set.scale).toBe(1 / 255);
    expect(fromArrays(Uint8ClampedArray.of(1, 2), { shape: [2] }).values).toEqual(
      Uint8Array.of(1, 2),
    );
    expect(fromArrays(Uint32Array.of(2 ** 32 - 1), { shape: [1] }).values).toEqual(
      Float64Array.of(2 ** 32 - 1),
    );
    expect(fromArrays([1, 2, 3, 4], { shape: [2] }).length).toBe(2);
    expect(() => fromArrays(bytes)).toThrow(/flat array needs the shape of one sample/);
  });

  it('keeps the type of rows that are typed arrays', () => {
    const set = fromArrays([Uint8Array.of(1, 2), Uint8Array.of(3, 4)]);
    expect(set.values).toEqual(Uint8Array.of(1, 2, 3, 4));
    const series = fromArrays([[Int16Array.of(1)], [Int16Array.of(2)]]);
    expect(series.values).toEqual(Int16Array.of(1, 2));
  });

  it('copies tensors', () => {
    const memory = Float32Array.of(1, 2, 3, 4, 5, 6);
    const set = fromArrays({ shape: [3, 2], dataSync: () => memory });
    memory.fill(0);
    expect(set.shape).toEqual([2]);
    expect(set.values).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(fromArrays({ shape: [6], dataSync: () => memory }).shape).toEqual([1]);
    expect(() => fromArrays({ shape: [], dataSync: () => memory })).toThrow(/scalar/);
  });

  it('pads sequences of different lengths', () => {
    const set = fromArrays([
      [[1, 2]],
      [
        [3, 4],
        [5, 6],
        [7, 8],
      ],
      [
        [9, 10],
        [11, 12],
      ],
    ]);
    expect(set.shape).toEqual([3, 2]);
    expect(set.lengths).toEqual(Int32Array.of(1, 3, 2));
    expect(Array.from(set.slice(0, 1).values)).toEqual([1, 2, 0, 0, 0, 0]);
    expect(Array.from(set.slice(2, 3).values)).toEqual([9, 10, 11, 12, 0, 0]);
  });

  it('takes the lengths of padded sequences', () => {
    const set = fromArrays(
      [
        [[1], [0]],
        [[2], [3]],
      ],
      { lengths: [1, 2] },
    );
    expect(set.lengths).toEqual(Int32Array.of(1, 2));
  });

  it('takes labels as numbers or names', () => {
    const rows = [[1], [2], [3]];
    expect(fromArrays(rows, { labels: [2, 0, 2] }).labels).toEqual(Int32Array.of(2, 0, 2));
    expect(fromArrays(rows, { labels: ['b', 'a', 'b'] })).toMatchObject({
      labels: Int32Array.of(1, 0, 1),
      labelNames: ['a', 'b'],
    });
    expect(() => fromArrays(rows, { labels: [0, 1] })).toThrow(/2 labels do not fit 3 samples/);
    expect(() => fromArrays(rows, { labels: [0, 1.5, 1] })).toThrow(/sample 1 has 1\.5/);
    expect(() => fromArrays(rows, { labels: [0, 1, -1] })).toThrow(/sample 2 has -1/);
  });

  it.each<[string, unknown, RegExp]>([
    ['a ragged row', [[1, 2], [3, 4], [5]], /row 2 has 1 values, but row 0 has 2.*\[steps\]\[1\]/],
    ['a ragged step', [[[1, 2]], [[1, 2], [3]]], /sample 1, 1 must hold 2 values.*holds 1/],
    ['a number among rows', [[1, 2], 3], /row 1 .*number 3|row 1 has undefined/],
    [
      'a row among samples',
      [
        [[1], [2]],
        [[1], 2],
      ],
      /sample 1, 1 must hold 1 values.*number 2/,
    ],
    ['a text', [[1, 'x']], /row 0, position 1 must be a finite number, but is x/],
    [
      'a NaN',
      [
        [1, 2],
        [NaN, 2],
      ],
      /row 1, position 0 must be a finite number, but is NaN/,
    ],
    [
      'a NaN in a tensor',
      { shape: [1, 2], dataSync: () => Float32Array.of(1, NaN) },
      /position 1 holds NaN/,
    ],
    ['no samples', [], /the data set is empty/],
    ['an empty row', [[], []], /sample 0 is empty/],
    ['an empty sequence', [[[1]], []], /sample 1 is empty/],
    ['a text for a row', ['abc'], /sample 0 must be an array of numbers, but is abc/],
  ])('refuses %s', (_, data, message) => {
    expect(() => fromArrays(data as NestedNumbers)).toThrow(RangeError);
    expect(() => fromArrays(data as NestedNumbers)).toThrow(message);
  });
});
