import { describe, expect, it } from 'vitest';
import { hashOf } from './hash.js';
import { RandomStream, streams } from './stream.js';
import { kolmogorovSmirnov } from './testing/kolmogorovSmirnov.js';
import { normalCumulative } from './testing/normalDistribution.js';
import { philox } from './testing/philox.js';

const stream = streams(7);

/** Mean of the elements' powers. */
function moment(values: Float32Array, power: number): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length;
}

function correlation(a: Float32Array, b: Float32Array): number {
  const covariance = a.reduce((sum, value, i) => sum + value * b[i], 0) / a.length;
  return covariance / Math.sqrt(moment(a, 2) * moment(b, 2));
}

describe('the numbers of a stream', () => {
  it('are Philox of seed, counters and the hash of the purpose', () => {
    const seed = 5 * 2 ** 32 + 123;
    const words = new RandomStream(seed, 'noise', 11, 13).words(new Uint32Array(16));
    for (let block = 0; block < 4; block++) {
      expect([0, 1, 2, 3].map((word) => words[4 * word + block])).toEqual(
        philox([block, 11, 13, hashOf('noise')], [123, 5]),
      );
    }
  });

  // A change here means that no run can be repeated any more with the numbers that it had.
  it('do not change', () => {
    const bits = (values: Float32Array) => [...new Uint32Array(values.buffer)];
    expect({
      words: [...stream('golden', 1, 2).words(new Uint32Array(4))],
      uniform: bits(stream('golden', 1, 2).uniform(new Float32Array(4))),
      normal: bits(stream('golden', 1, 2).normal(new Float32Array(12))),
      gumbel: bits(stream('golden', 1, 2).gumbel(new Float32Array(4))),
      bernoulli: stream('golden', 1, 2).bernoulli(new Float32Array(24), 0.3).join(''),
      integers: [...stream('golden', 1, 2).integers(new Uint32Array(8), 100)],
      permutation: [...stream('golden', 1, 2).permutation(10)],
    }).toMatchInlineSnapshot(`
      {
        "bernoulli": "001011000110011001110011",
        "gumbel": [
          1074023797,
          1058784690,
          3199145819,
          1071769019,
        ],
        "integers": [
          64,
          68,
          76,
          51,
          71,
          41,
          6,
          58,
        ],
        "normal": [
          1055451437,
          3192227524,
          3216810564,
          3200384652,
          1046213100,
          1065565038,
          1062036018,
          3202634682,
          3212853807,
          3184351243,
          3196781221,
          3209087911,
        ],
        "permutation": [
          7,
          9,
          6,
          2,
          1,
          5,
          3,
          8,
          4,
          0,
        ],
        "uniform": [
          1063359114,
          1058312164,
          1048220276,
          1062713130,
        ],
        "words": [
          3784477248,
          2492458052,
          1050975564,
          3619105459,
        ],
      }
    `);
  });

  it('are the same again, and go on from call to call', () => {
    const [a, b] = [stream('x', 3), stream('x', 3)];
    const first = a.normal(new Float32Array(10_001));
    expect(b.normal(new Float32Array(10_001))).toEqual(first);
    const second = a.normal(new Float32Array(10_001));
    expect(second).not.toEqual(first);
    expect(b.normal(new Float32Array(10_001))).toEqual(second);
  });

  it.each(['uniform', 'normal', 'gumbel'] as const)(
    'begin alike for every length: %s',
    (distribution) => {
      const long = stream('x')[distribution](new Float32Array(9000));
      for (const length of [1, 3, 31, 32, 33, 4095, 4096, 4097, 8192]) {
        const target = new Float32Array(length);
        expect(stream('x')[distribution](target)).toBe(target);
        expect(target).toEqual(long.subarray(0, length));
      }
      expect(stream('x')[distribution](new Float32Array(0))).toHaveLength(0);
    },
  );

  it('fill a part of an array and leave the rest', () => {
    const whole = new Float32Array(100).fill(-9);
    stream('x').uniform(whole.subarray(10, 90));
    expect(whole.subarray(0, 10).every((value) => value === -9)).toBe(true);
    expect(whole.subarray(90).every((value) => value === -9)).toBe(true);
    expect(whole.subarray(10, 90).every((value) => value >= 0)).toBe(true);
  });

  it('differ and are uncorrelated between seeds, purposes, counters and calls', () => {
    const n = 20_000;
    const normals = (other: RandomStream) => other.normal(new Float32Array(n));
    const advanced = stream('noise', 0, 0);
    normals(advanced);
    const all = [
      stream('noise'),
      stream('noise/a'),
      stream('noisf'),
      stream('noise', 1),
      stream('noise', 0, 1),
      stream('noise', 2),
      streams(8)('noise'),
      streams(7 + 2 ** 32)('noise'),
      advanced,
    ].map(normals);
    for (let i = 0; i < all.length; i++) {
      for (let j = 0; j < i; j++) {
        // Five standard deviations.
        expect(Math.abs(correlation(all[i], all[j]))).toBeLessThan(5 / Math.sqrt(n));
      }
    }
  });
});

describe('uniform', () => {
  const values = stream('uniform').uniform(new Float32Array(1_000_000));

  it('has 24 bits in [0, 1)', () => {
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(values.every((value) => Number.isInteger(value * 2 ** 24))).toBe(true);
    expect(values.some((value) => (value * 2 ** 24) % 2 === 1)).toBe(true);
  });

  it('is uniform', () => {
    expect(kolmogorovSmirnov(values, (x) => x)).toBeLessThan(1.95);
    expect(moment(values, 1)).toBeCloseTo(1 / 2, 2);
    expect(moment(values, 2)).toBeCloseTo(1 / 3, 2);
  });
});

describe('gumbel', () => {
  it('has the distribution exp(-exp(-x)), each place of a block for itself', () => {
    const values = stream('gumbel').gumbel(new Float32Array(1_000_000));
    const cumulative = (x: number) => Math.exp(-Math.exp(-x));
    expect(kolmogorovSmirnov(values, cumulative)).toBeLessThan(1.95);
    for (let word = 0; word < 4; word++) {
      const part = values.filter((_, i) => Math.floor(i / 4) % 4 === word);
      expect(kolmogorovSmirnov(part, cumulative)).toBeLessThan(1.95);
    }
  });

  it('is -log(-log u) of the words, to the rounding of float32', () => {
    const words = stream('x').words(new Uint32Array(100_000));
    const values = stream('x').gumbel(new Float32Array(100_000));
    values.forEach((value, i) => {
      const expected = -Math.log(-Math.log(((words[i] >>> 9) + 0.5) / 2 ** 23));
      expect(Math.abs(value - expected)).toBeLessThan(4e-7 * Math.max(1, Math.abs(expected)));
    });
  });
});

describe('normal', () => {
  const n = 1_000_000;
  const values = stream('normal').normal(new Float32Array(n));

  it('has the moments of the standard normal distribution', () => {
    // Four standard errors each.
    expect(Math.abs(moment(values, 1))).toBeLessThan(4 * Math.sqrt(1 / n));
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(values, 3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  it('is normal by the test of Kolmogorov and Smirnov, each place of a block for itself', () => {
    expect(kolmogorovSmirnov(values, normalCumulative)).toBeLessThan(1.95);
    for (let word = 0; word < 4; word++) {
      const part = values.filter((_, i) => Math.floor(i / 4) % 4 === word);
      expect(kolmogorovSmirnov(part, normalCumulative)).toBeLessThan(1.95);
    }
  });

  it('has uncorrelated neighbours and pairs', () => {
    for (const lag of [1, 2, 4, 8, 16]) {
      const shifted = correlation(values.subarray(0, n - lag), values.subarray(lag));
      expect(Math.abs(shifted)).toBeLessThan(4 / Math.sqrt(n));
    }
    const squares = values.map((value) => value * value - 1);
    expect(Math.abs(correlation(squares.subarray(0, n - 4), squares.subarray(4)))).toBeLessThan(
      4 / Math.sqrt(n),
    );
  });

  it('has the right tails out to five deviations', () => {
    const bounds = [3, 4, 5];
    const above = bounds.map(() => 0);
    const below = bounds.map(() => 0);
    const rounds = 40;
    const chunk = new Float32Array(1_000_000);
    const source = stream('tails');
    for (let round = 0; round < rounds; round++) {
      for (const value of source.normal(chunk)) {
        if (value > 3) bounds.forEach((bound, i) => (above[i] += Number(value > bound)));
        else if (value < -3) bounds.forEach((bound, i) => (below[i] += Number(value < -bound)));
      }
    }
    bounds.forEach((bound, i) => {
      const expected = (1 - normalCumulative(bound)) * rounds * chunk.length;
      expect(Math.abs(above[i] - expected)).toBeLessThan(4 * Math.sqrt(expected));
      expect(Math.abs(below[i] - expected)).toBeLessThan(4 * Math.sqrt(expected));
    });
  });
});

describe('bernoulli', () => {
  it.each([0.001, 0.3, 0.5, 0.9])('draws ones with probability %d', (probability) => {
    const n = 400_000;
    const values = stream('bernoulli').bernoulli(new Float32Array(n), probability);
    expect(values.every((value) => value === 0 || value === 1)).toBe(true);
    const deviation = Math.sqrt((probability * (1 - probability)) / n);
    expect(Math.abs(moment(values, 1) - probability)).toBeLessThan(4 * deviation);
  });

  it('never or always draws a one at the ends', () => {
    expect(moment(stream('b').bernoulli(new Float32Array(100_000), 0), 1)).toBe(0);
    expect(moment(stream('b').bernoulli(new Float32Array(100_000), 1), 1)).toBe(1);
  });

  it.each([-0.1, 1.1, NaN])('refuses probability %d', (probability) => {
    expect(() => stream('b').bernoulli(new Float32Array(1), probability)).toThrow(
      `a probability is from 0 to 1, but is ${probability}`,
    );
  });
});

describe('integers', () => {
  it.each([1, 2, 3, 10, 1000])('are equally likely below %d', (bound) => {
    const n = 200_000;
    const counts = new Float64Array(bound);
    for (const value of stream('integers').integers(new Uint32Array(n), bound)) counts[value]++;
    const expected = n / bound;
    const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(Math.abs(chiSquared - (bound - 1))).toBeLessThan(4 * Math.sqrt(2 * bound));
  });

  it('reach the largest bound', () => {
    const values = stream('integers').integers(new Uint32Array(10_000), 2 ** 32 - 1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length / 2 ** 31).toBeCloseTo(1);
  });

  it.each([0, -1, 1.5, 2 ** 32])('refuse the bound %d', (bound) => {
    expect(() => stream('i').integers(new Uint32Array(1), bound)).toThrow(RangeError);
  });
});

describe('permutation', () => {
  it('holds each number once', () => {
    const order = stream('shuffle', 3).permutation(60_000);
    expect(order.slice().sort()).toEqual(Uint32Array.from({ length: 60_000 }, (_, i) => i));
    expect(stream('shuffle', 4).permutation(60_000)).not.toEqual(order);
    expect([...stream('shuffle').permutation(1)]).toEqual([0]);
    expect([...stream('shuffle').permutation(0)]).toEqual([]);
  });

  it('gives every order equally often', () => {
    const counts = new Map<string, number>();
    const n = 24_000;
    for (let i = 0; i < n; i++) {
      const order = stream('order', i).permutation(4).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    for (const count of counts.values()) {
      expect(Math.abs(count - n / 24)).toBeLessThan(4 * Math.sqrt(n / 24));
    }
  });
});

describe('wrong arguments', () => {
  it.each([-1, 0.5, NaN, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => streams(seed)).toThrow(/a seed is an integer from 0 to 9007199254740991/);
  });

  it.each([-1, 0.5, 2 ** 32])('refuses the counter %d', (counter) => {
    expect(() => stream('x', counter)).toThrow(/first counter .* from 0 to 4294967295/);
    expect(() => stream('x', 0, counter)).toThrow(/second counter .* from 0 to 4294967295/);
  });
});
