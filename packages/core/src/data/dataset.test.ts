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
});
