import { describe, expect, it } from 'vitest';
import { OptionsError } from '../options.js';
import { constant } from './constant.js';
import { cosineDecay } from './cosineDecay.js';
import { exponentialDecay } from './exponentialDecay.js';
import { piecewise } from './piecewise.js';
import { parseRate, rateAt, type Rate } from './schedule.js';
import { stepDecay } from './stepDecay.js';
import { linearWarmUp } from './linearWarmUp.js';

const values = (rate: Rate, steps: number[]) => steps.map((step) => rateAt(rate, step));

describe('schedules', () => {
  it('constant and numbers stay as they are', () => {
    expect(values(0.5, [0, 9])).toEqual([0.5, 0.5]);
    expect(values(constant(0.5), [0, 9])).toEqual([0.5, 0.5]);
  });

  it('exponentialDecay is smooth and stepDecay a staircase', () => {
    const fields = { initial: 8, rate: 0.25, every: 4 };
    expect(values(exponentialDecay(fields), [0, 2, 4, 8])).toEqual([8, 4, 2, 0.5]);
    expect(values(stepDecay(fields), [0, 3, 4, 7, 8])).toEqual([8, 8, 2, 2, 0.5]);
  });

  it('cosineDecay passes the middle at half time and stays at its final value', () => {
    const [first, middle, last, after] = values(
      cosineDecay({ initial: 3, final: 1, steps: 10 }),
      [0, 5, 10, 99],
    );
    expect([first, last, after]).toEqual([3, 1, 1]);
    expect(middle).toBeCloseTo(2, 12);
    expect(rateAt(cosineDecay({ initial: 3, steps: 10 }), 10)).toBe(0);
  });

  it('piecewise changes at its boundaries', () => {
    const rate = piecewise({ boundaries: [2, 5], values: [1, 0.1, 0.01] });
    expect(values(rate, [0, 1, 2, 4, 5, 50])).toEqual([1, 1, 0.1, 0.1, 0.01, 0.01]);
  });

  it('linearWarmUp rises linearly and then follows its target from the beginning', () => {
    expect(values(linearWarmUp(1, { steps: 4 }), [0, 1, 2, 3, 4, 9])).toEqual([
      0.25, 0.5, 0.75, 1, 1, 1,
    ]);
    const decay = stepDecay({ initial: 2, rate: 0.5, every: 3 });
    expect(values(linearWarmUp(decay, { steps: 2 }), [0, 1, 2, 4, 5])).toEqual([1, 2, 2, 2, 1]);
  });

  it('survives JSON, nested schedules too', () => {
    const rate = linearWarmUp(cosineDecay({ initial: 1, steps: 7 }), { steps: 3 });
    expect(parseRate(JSON.parse(JSON.stringify(rate)))).toEqual(rate);
  });

  it.each([
    [() => constant(-1), /"value": expected a number of 0 or above, but got -1/],
    [() => stepDecay({ initial: 1, rate: 0.5, every: 1.5 }), /"every": expected a whole number/],
    [() => piecewise({ boundaries: [5, 2], values: [1, 2, 3] }), /rising whole numbers/],
    [() => piecewise({ boundaries: [5], values: [1] }), /1 boundaries need 2 values, got 1/],
    [
      () => linearWarmUp(NaN, { steps: 2 }),
      /"target": expected a number of 0 or above, but got NaN/,
    ],
    [() => parseRate({ name: 'sawtooth@1' }), /"sawtooth@1" is no schedule; .*cosineDecay@1/],
    [() => parseRate({ name: 'constant@1', valeu: 1 }), /unknown option "valeu"; known are: value/],
    [
      () => parseRate({ name: 'linearWarmUp@1', steps: 2, target: { name: 'x' } }),
      /"x" is no schedule/,
    ],
    [() => parseRate(-1), /must be a number of 0 or above, got -1/],
    [() => parseRate('fast'), /Expected a number or a schedule, got "fast"/],
  ])('refuses wrong fields (%#)', (make, message) => {
    expect(make).toThrow(message);
    expect(make).toThrow(OptionsError);
  });

  it('refuses unknown fields by type', () => {
    // @ts-expect-error a schedule has no option "evry"
    expect(() => stepDecay({ initial: 1, rate: 0.5, evry: 1 })).toThrow(/unknown option "evry"/);
  });
});
