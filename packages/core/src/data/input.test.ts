import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import '@autoencoder-zoo/engine';
import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.js';
import { toDataset, type NestedNumbers } from './input.js';
import { shaped } from './shapedArray.js';

const values = [1, 2, 3, 4, 5, 6];

setFlagsFromString('--allow-natives-syntax');
/** Whether V8 keeps the numbers of an array as such, and not an object for each. */
const isCompact = runInThisContext('(array) => %HasDoubleElements(array)') as (
  a: number[],
) => boolean;

describe('toDataset', () => {
  it.each<[string, Parameters<typeof toDataset>[0]]>([
    [
      'nested arrays',
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    ['values with a shape', { data: Float64Array.from(values), shape: [2, 3] }],
    ['what models give', shaped(Float32Array.from(values), [2, 3])],
    ['typed rows', [Uint8ClampedArray.of(1, 2, 3), Uint32Array.of(4, 5, 6)]],
    ['tensors', tf.tensor(values, [2, 3])],
    ['data sets', new Dataset({ name: 'd', values: Int8Array.from(values), shape: [3] })],
  ])('takes %s', (_, samples) => {
    const data = toDataset(samples, [3], 'x');
    expect([data.length, ...data.shape]).toEqual([2, 3]);
    expect(Array.from(data.values)).toEqual(values);
  });

  it('leaves arrays of numbers as compact as they are', () => {
    const rows = Array.from({ length: 2000 }, (_, i) => [i + 0.5, i + 0.25, i + 0.125]);
    for (let round = 0; round < 20; round++) toDataset(rows, [3], 'x');
    expect(rows.filter(isCompact)).toHaveLength(rows.length);
  });

  it('keeps the digits of a tensor of whole numbers', () => {
    const seconds = [1_700_000_001, 1_700_000_002];
    const data = toDataset(tf.tensor(seconds, [2, 1], 'int32'), [1], 'x');
    expect(Array.from(data.values)).toEqual(seconds);
  });

  it.each<[string, unknown, readonly number[], string]>([
    ['another shape', [[1, 2]], [3], 'x: expected samples of shape [3], but they have [2]'],
    ['another order', { data: new Float32Array(4), shape: [1, 4] }, [2, 2], 'use reshape([2, 2])'],
    ['ragged rows', [[1, 2], [3]], [2], 'x[1]: expected 2 values here'],
    ['text', [[1, 'a']], [2], 'x[0][1]: expected a number, but got string'],
    ['too few values', { data: new Float32Array(5), shape: [2, 3] }, [3], '6 values, but 5 came'],
    ['nothing', { data: new Float32Array(0), shape: [0, 3] }, [3], 'x: no samples came'],
  ])('refuses %s', (_, samples, shape, message) => {
    expect(() => toDataset(samples as NestedNumbers, shape, 'x')).toThrow(message);
  });

  it.each([
    ['null', null, 'null'],
    ['text', 'x', '"x"'],
    ['texts', ['2', '2'], '["2","2"]'],
    ['large whole numbers', [2n, 2n], '["2n","2n"]'],
    ['fractions', [2.5, 1.6], '[2.5,1.6]'],
    ['numbers below 0', [-2, -2], '[-2,-2]'],
  ])('refuses %s as a shape', (_, shape, message) => {
    const samples = { data: Float32Array.of(1, 2, 3, 4), shape: shape as never };
    expect(() => toDataset(samples, [2], 'encode')).toThrow(
      `encode: expected a shape of whole numbers, [samples, ...], but got ${message}`,
    );
  });
});
