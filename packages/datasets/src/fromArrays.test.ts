import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import type { Dataset, NestedNumbers } from '@autoencoder-zoo/core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fromArrays } from './fromArrays.js';

setFlagsFromString('--allow-natives-syntax');
/** Whether V8 keeps the numbers of an array as such, and not an object for each. */
const isCompact = runInThisContext('(array) => %HasDoubleElements(array)') as (
  a: number[],
) => boolean;

describe('fromArrays', () => {
  it('leaves arrays of numbers as compact as they are', () => {
    const rows = Array.from({ length: 2000 }, (_, i) => [i + 0.5, i + 0.25, i + 0.125]);
    for (let round = 0; round < 20; round++) fromArrays(rows);
    expect(rows.filter(isCompact)).toHaveLength(rows.length);
  });

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

  it('keeps numbers exactly', () => {
    const far = [[5800000.065, 1e39]];
    expect(fromArrays(far).values).toEqual(Float64Array.from(far[0]));
    expect(fromArrays(far[0], { shape: [2] }).values).toEqual(Float64Array.from(far[0]));
    expect(fromArrays([[0.5, 255]]).values).toBeInstanceOf(Float32Array);
    const mixed = [Uint8Array.of(1), Float32Array.of(0.5)];
    expect(fromArrays(mixed).values).toEqual(Float32Array.of(1, 0.5));
    expect(fromArrays([Uint8Array.of(1), [300]]).values).toEqual(Float32Array.of(1, 300));
    const whole = Uint32Array.of(2 ** 32 - 1);
    expect(fromArrays([whole]).values).toEqual(Float64Array.from(whole));
  });

  it('numbers names of classes as it is told', () => {
    const options = { labels: ['dog', 'fox'], labelNames: ['cat', 'dog', 'fox'] };
    expect(fromArrays([[1], [2]], options)).toMatchObject({
      labels: Int32Array.of(1, 2),
      labelNames: options.labelNames,
    });
    const some = (labels: never, labelNames: string[]) => () =>
      fromArrays([[1], [2]], { labels, labelNames });
    expect(some(['dog', 'cow'] as never, ['cat', 'dog'])).toThrow(
      'arrays: labels must be one of the classes "cat", "dog", but sample 1 has "cow"',
    );
    expect(some([0, 2] as never, ['cat', 'dog'])).toThrow(/0 to 1, .* but sample 1 has 2/);
    expect(some(['dog', 0] as never, ['cat', 'dog'])).toThrow(/all texts or whole numbers/);
    expect(some([] as never, ['cat', 'dog'])).toThrow(/0 labels do not fit 2 samples/);
    expect(some([0, 1] as never, ['cat', 'cat'])).toThrow(/labelNames must be different texts/);
  });

  it('refuses options that cannot be', () => {
    expect(() => fromArrays([[1]], { names: [] } as object)).toThrow(
      /unknown option "names"; known/,
    );
    expect(() => fromArrays([[[1]]], { lengths: [0.5] })).toThrow(/sample 0 has 0\.5/);
  });

  const itself: unknown[] = [];
  itself.push(itself);
  it.each<[string, unknown, RegExp]>([
    [
      'rows of texts',
      [['1', '2']],
      /row 0, position 0 must be a finite number, but is the text "1"/,
    ],
    ['samples of texts', [[['1']]], /sample 0, 0, position 0 must be a finite number/],
    [
      'nothing for a row',
      [[1, 2], undefined],
      /row 1 must be an array of numbers, but is undefined/,
    ],
    ['nothing for a first row', [undefined, [1]], /sample 0 must be an array .* but is undefined/],
    [
      'null for a step',
      [[[1], null]],
      /sample 0, 1 must hold 1 values as in sample 0, but holds null/,
    ],
    ['null for a number', [[1, null]], /row 0, position 1 must be a finite number, but is null/],
    ['holes', [[1, , 3]], /row 0, position 1 must be a finite number, but is undefined/], // eslint-disable-line no-sparse-arrays
    ['an array that holds itself', itself, /nested deeper than 16 levels/],
    ['rows of big integers', [BigInt64Array.of(1n)], /position 0 must be a finite number/],
    ['infinity in typed rows', [Float32Array.of(Infinity)], /position 0 must be .* Infinity/],
    [
      'a tensor of another size',
      { shape: [2, 2], dataSync: () => Float32Array.of(1) },
      /has 4 values, but 1 came/,
    ],
    ['a ragged row', [[1, 2], [3, 4], [5]], /row 2 has 1 values, but row 0 has 2.*\[steps\]\[1\]/],
    ['a ragged step', [[[1, 2]], [[1, 2], [3]]], /sample 1, 1 must hold 2 values.*holds 1/],
    ['a number among rows', [[1, 2], 3], /row 1 must be an array of numbers, but is 3/],
    [
      'a row among samples',
      [
        [[1], [2]],
        [[1], 2],
      ],
      /sample 1, 1 must hold 1 values as in sample 0, but holds 2/,
    ],
    ['a text', [[1, 'x']], /row 0, position 1 must be a finite number, but is the text "x"/],
    [
      'a NaN',
      [
        [1, 2],
        [NaN, 2],
      ],
      /row 1, position 0 must be a finite number, but is NaN; for gaps .* `markMissing`/,
    ],
    [
      'a NaN in a tensor',
      { shape: [1, 2], dataSync: () => Float32Array.of(1, NaN) },
      /found NaN in sample 0, position 1; replace it .* `markMissing`/,
    ],
    ['no samples', [], /the data set is empty/],
    ['an empty row', [[], []], /sample 0 is empty/],
    ['an empty sequence', [[[1]], []], /sample 1 is empty/],
    ['a text for a row', ['abc'], /sample 0 must be an array of numbers, but is the text "abc"/],
  ])('refuses %s', (_, data, message) => {
    expect(() => fromArrays(data as NestedNumbers)).toThrow(RangeError);
    expect(() => fromArrays(data as NestedNumbers)).toThrow(message);
  });

  it.each<[string, unknown]>([
    ['NaN', [1, NaN]],
    ['a text', [1, '2']],
    ['null', [1, null]],
    ['nothing', [1, undefined]],
    ['NaN in a typed array', Float64Array.of(1, NaN)],
    ['big integers', BigInt64Array.of(1n, 2n)],
  ])('refuses %s in a flat array', (_, data) => {
    expect(() => fromArrays(data as NestedNumbers, { shape: [2] })).toThrow(
      /^arrays.*(position 1|type bigint)/,
    );
  });
});
