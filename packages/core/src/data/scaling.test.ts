import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.js';
import { fitScaling, scale, unscale, type ScalingOptions } from './scaling.js';

const rows = [
  [0, 5, 10],
  [2, 5, 30],
  [4, 5, 20],
];
const data = new Dataset({ name: 'x', values: Float32Array.from(rows.flat()), shape: [3] });
const fit = (
  kind: ScalingOptions['kind'],
  per: ScalingOptions['per'] = 'feature',
  set: Dataset = data,
) => fitScaling({ kind, per }, set);

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
    expect(fit('standard', 'feature', noisy).factor).toEqual([1]);
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
});
