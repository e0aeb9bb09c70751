import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.js';

const images = new Dataset({
  name: 'images',
  values: Uint8Array.from({ length: 24 }, (_, i) => i * 10),
  shape: [2, 2],
  scale: 1 / 255,
  labels: Int32Array.from([0, 1, 2, 0, 1, 2]),
});

describe('Dataset', () => {
  it('keeps bytes as bytes and scales them when they are read', () => {
    expect(images.values).toBeInstanceOf(Uint8Array);
    expect(images.length).toBe(6);
    const target = new Float32Array(8);
    images.read([5, 0], target);
    expect(Array.from(target)).toEqual(
      [200, 210, 220, 230, 0, 10, 20, 30].map((v) => Math.fround(v / 255)),
    );
  });

  it('slices and reshapes without copying, and selects by copying', () => {
    const slice = images.slice(2, 4);
    expect(slice.values.buffer).toBe(images.values.buffer);
    expect(Array.from(slice.labels!)).toEqual([2, 0]);
    expect(images.reshape([4]).values).toBe(images.values);
    const selected = images.select([5, 0]);
    expect(Array.from(selected.values)).toEqual([200, 210, 220, 230, 0, 10, 20, 30]);
    expect(Array.from(selected.labels!)).toEqual([2, 0]);
    expect(selected.values.buffer).not.toBe(images.values.buffer);
  });

  it('says what does not fit', () => {
    const make = (changes: object) => () =>
      new Dataset({ name: 'x', values: new Float32Array(6), shape: [3], ...changes });
    expect(make({ values: new Float32Array(7) })).toThrow('x: 7 values are no multiple of the 3');
    expect(make({ values: new Float32Array(0) })).toThrow('x: the data set is empty');
    expect(make({ shape: [0] })).toThrow('positive integers, but is [0]');
    expect(make({ labels: new Int32Array(3) })).toThrow('3 labels do not fit 2 samples');
    expect(make({ lengths: new Int32Array([1, 4]) })).toThrow('sequence 1 has 4 steps, but 1 to 3');
    expect(() => images.reshape([5])).toThrow('has 4 values and cannot become [5]');
  });

  it('draws ones and zeros with the values as probabilities, by seed, epoch and place', () => {
    const [length, size] = [300, 40];
    const probabilities = [0, 0.25, 0.8, 1];
    const values = Float64Array.from({ length: length * size }, (_, i) => probabilities[i % 4]);
    const grey = new Dataset({ name: 'grey', values, shape: [size] });
    const binary = grey.binarise();
    const read = (indices: number[], draws = {}) => {
      const target = new Float32Array(indices.length * size);
      binary.read(indices, target, draws);
      return target;
    };
    const all = read([...Array(length).keys()]);
    expect(new Set(all)).toEqual(new Set([0, 1]));
    probabilities.forEach((probability, column) => {
      const drawn = all.filter((_, i) => i % 4 === column);
      const share = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
      expect(Math.abs(share - probability)).toBeLessThan(probability % 1 === 0 ? 1e-12 : 0.04);
    });
    expect(read([7, 3]).subarray(size)).toEqual(all.subarray(3 * size, 4 * size));
    for (const draws of [{ seed: 1 }, { epoch: 1 }]) {
      expect(read([3], draws)).toEqual(read([3], draws));
      expect(read([3], draws)).not.toEqual(read([3]));
    }
    expect(read([3])).not.toEqual(read([4]));
    expect(binary.reshape([8, 5]).slice(0, 9).select([2]).binarised).toBe(true);
    expect(grey.binarised).toBe(false);
  });

  it('refuses to binarise what are no probabilities', () => {
    const values = Float32Array.from([0, 1, 0.5, 1.5]);
    const set = new Dataset({ name: 'x', values, shape: [2] });
    expect(() => set.binarise()).toThrow('x: binarising needs probabilities from 0 to 1');
    expect(() => set.binarise()).toThrow('sample 1 holds 1.5 at position 1');
  });
});

describe('sequences of unequal length', () => {
  const sequences = new Dataset({
    name: 'walks',
    values: Float32Array.of(1, 10, 2, 20, 0, 0, 3, 30, 4, 40, 5, 50),
    shape: [3, 2],
    lengths: Int32Array.of(2, 3),
  });

  it('count the same values in another shape', () => {
    expect([...sequences.reshape([6]).lengths!]).toEqual([4, 6]);
    expect([...sequences.reshape([6]).reshape([3, 2]).lengths!]).toEqual([2, 3]);
    expect([...sequences.reshape([3, 2, 1]).lengths!]).toEqual([2, 3]);
  });

  it('cannot end within a step', () => {
    expect(() => sequences.reshape([1, 6])).toThrow(
      'sequence 0 has 4 values and would end within a step of shape [6]',
    );
  });

  it('get room for more steps, which do not count', () => {
    const longer = sequences.padTo(4);
    expect(longer.shape).toEqual([4, 2]);
    expect([...longer.values]).toEqual([1, 10, 2, 20, 0, 0, 0, 0, 3, 30, 4, 40, 5, 50, 0, 0]);
    expect([...longer.lengths!]).toEqual([2, 3]);
    expect(longer.padTo(4).values).toBe(longer.values);
    expect([...longer.padTo(3).values]).toEqual([...sequences.values]);
    expect(() => longer.padTo(2)).toThrow('has 3 steps and cannot be padded to 2');
  });

  it('of full length have a length once they are padded', () => {
    const equal = new Dataset({ name: 'x', values: new Float32Array(4), shape: [2] });
    expect([...equal.padTo(3).lengths!]).toEqual([2, 2]);
  });
});

describe('columns', () => {
  const table = new Dataset({
    name: 'table',
    values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    shape: [4],
    columns: ['a', 'b', 'c', 'd'],
  });

  it('stay where their places stay', () => {
    expect(table.slice(1).columns).toEqual(['a', 'b', 'c', 'd']);
    expect(table.select([1]).columns).toEqual(['a', 'b', 'c', 'd']);
    expect(table.reshape([2, 2]).columns).toEqual(['a', 'b', 'c', 'd']);
    const channels = new Dataset({
      name: 'channels',
      values: new Float32Array(6),
      shape: [3, 2],
      columns: ['x', 'y'],
    });
    expect(channels.padTo(4).columns).toEqual(['x', 'y']);
    expect(channels.reshape([6]).columns).toBeUndefined();
  });

  it('are one for each value or one for each place on the last axis', () => {
    const make = () => new Dataset({ name: 'x', values: table.values, shape: [4], columns: ['a'] });
    expect(make).toThrow('1 columns do not fit samples of shape [4]');
  });
});

describe('places out of range', () => {
  it.each([[[6]], [[-1]], [[0.5]], [[]]])('%j cannot be selected', (indices) => {
    expect(() => images.select(indices)).toThrow('images: select got');
  });

  it('slice counts from the end, and needs a sample', () => {
    expect(images.slice(-2).labels).toEqual(Int32Array.of(1, 2));
    expect(images.slice(4, 100)).toHaveLength(2);
    expect(() => images.slice(3, 3)).toThrow('slice(3, 3) leaves none of the 6 samples');
    expect(() => images.slice(NaN)).toThrow('whole numbers, but got NaN');
  });
});
