import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.js';
import { fitScaling, readScaled, scale, unscale, type ScalingOptions } from './scaling.js';

const rows = [
  [0, 5, 10],
  [2, 5, 30],
  [4, 5, 20],
];
const data = new Dataset({ name: 'x', values: Float32Array.from(rows.flat()), shape: [3] });
const fit = (kind: ScalingOptions['kind'], per?: ScalingOptions['per'], set: Dataset = data) =>
  fitScaling({ kind, per }, set);

describe('scaling', () => {
  it('measures mean and deviation of each feature, and leaves constant columns at 0', () => {
    const fitted = fit('standard');
    const values = Float32Array.from(rows.flat());
    scale(fitted, values);
    const unit = Math.sqrt(1.5);
    [-unit, 0, -unit, 0, 0, unit, unit, 0, 0].forEach((value, i) =>
      expect(values[i]).toBeCloseTo(value, 6),
    );
  });

  it('maps the span of the training data to [0, 1]', () => {
    const values = Float32Array.from(rows.flat());
    scale(fit('minMax'), values);
    expect(Array.from(values)).toEqual([0, 0, 0, 0.5, 0, 1, 1, 0, 0.5]);
    const all = Float32Array.from(rows.flat());
    scale(fit('minMax', 'all'), all);
    expect(all[5]).toBe(1);
    expect(all[1]).toBeCloseTo(1 / 6);
  });

  it('is undone without loss', () => {
    for (const kind of ['none', 'centre', 'standard', 'minMax'] as const) {
      const values = Float32Array.from(rows.flat());
      const fitted = fit(kind);
      scale(fitted, values);
      unscale(fitted, values);
      values.forEach((value, i) => expect(value).toBeCloseTo(rows.flat()[i], 5));
    }
  });

  it('counts rounding noise around a large value as constant', () => {
    const values = Float32Array.from([1e6, 1e6 + 0.0625, 1e6]);
    const noisy = new Dataset({ name: 'x', values, shape: [1] });
    expect(fit('standard', undefined, noisy).factor).toEqual([1]);
  });

  it('counts a spread whose inverse float32 does not hold as constant', () => {
    const values = Float32Array.of(0, 1e-41);
    const tinyValues = new Dataset({ name: 'x', values, shape: [1] });
    expect(fit('standard', undefined, tinyValues).factor).toEqual([1]);
  });

  it('leaves the padding of short sequences out, and shares channels over steps', () => {
    const sequences = new Dataset({
      name: 's',
      values: Float32Array.from([1, 10, 3, 30, 999, 999, 5, 50, 7, 70, 9, 90]),
      shape: [3, 2],
      lengths: Int32Array.from([2, 3]),
    });
    expect(fit('centre', 'channel', sequences).offset).toEqual([5, 50]);
  });

  describe('of sequences of unequal length', () => {
    const sequences = new Dataset({
      name: 's',
      values: Float32Array.from([1, 10, 3, 30, 0, 0, 5, 50, 7, 70, 9, 90]),
      shape: [3, 2],
      lengths: Int32Array.from([2, 3]),
    });

    it('is that of channels, as few have a late step', () => {
      expect(fit('standard', undefined, sequences)).toEqual(fit('standard', 'channel', sequences));
      expect(fit('minMax', undefined, sequences).offset).toEqual([1, 10]);
    });

    it('refuses to scale each step apart', () => {
      expect(() => fit('standard', 'feature', sequences)).toThrow(
        'the sequences of s differ in length, and few have a late step; use "channel" or "all"',
      );
    });
  });

  describe.each([
    ['Float64Array', Float64Array.of(5.8e6, 5.8e6 + 0.125, 5.8e6 + 0.25, 5.8e6 + 0.375)],
    ['Int32Array', Int32Array.of(1_800_000_000, 1_800_000_001, 1_800_000_002, 1_800_000_003)],
  ])('far from zero, in a %s', (_, values) => {
    const far = new Dataset({ name: 'far', values, shape: [1] });
    const step = far.values[1] - far.values[0];

    it('measures the spread, though float32 has no digits for it', () => {
      const { offset, factor } = fit('standard', undefined, far);
      expect(offset[0]).toBe(far.values[0] + 1.5 * step);
      expect(1 / factor[0]).toBeCloseTo(step * Math.sqrt(1.25), 9);
    });

    it('takes the offset off before it rounds', () => {
      const target = new Float32Array(4);
      readScaled(far, [0, 1, 2, 3], target, { scaling: fit('minMax', undefined, far) });
      [0, 1 / 3, 2 / 3, 1].forEach((value, i) => expect(target[i]).toBeCloseTo(value, 6));
    });
  });
});
