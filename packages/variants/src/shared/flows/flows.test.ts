import * as tf from '@tensorflow/tfjs-core';
import { Context, Declarations, RandomStream } from '@autoencoder-zoo/core';
import { registerCpuBackend } from '@autoencoder-zoo/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConditionalStep, Flow, StepSizes } from './flow.js';
import { inverseAutoregressiveStep } from './inverseAutoregressive.js';
import { maskedAutoregressive, maskedAutoregressiveStep } from './maskedAutoregressive.js';
import { maskedNetwork } from './maskedNetwork.js';
import { planarStep } from './planar.js';
import { radialStep } from './radial.js';

beforeAll(() => {
  registerCpuBackend();
  return tf.setBackend('cpu');
});

const [dim, features, rows] = [4, 3, 5];
const initialiser = 'glorotUniform';
const sizes = { dim, features, initialiser } as const;
const masked = { ...sizes, hidden: [9, 7] };

const numbers = (name: string, count: number, scale = 1) =>
  new RandomStream(7, name).normal(new Float32Array(count)).map((value) => scale * value);
const contextFor = (seed: number) =>
  new Context(new Declarations(seed), 'code', { kind: 'code', shapes: {} });
const same = (x: tf.Tensor) => x;
const beside = () => tf.tensor2d(numbers('features', rows * features, 2), [rows, features]);

const flows: Readonly<Record<string, (seed: number) => Flow>> = {
  planar: conditional((context) => planarStep(context, sizes)),
  'planar, strong': conditional((context) => planarStep(context, sizes), 2),
  radial: conditional((context) => radialStep(context, sizes)),
  'inverse autoregressive': conditional((context) =>
    inverseAutoregressiveStep(context, { ...masked, reversed: false }),
  ),
  'inverse autoregressive, reversed': conditional((context) =>
    inverseAutoregressiveStep(context, { ...masked, reversed: true }),
  ),
  'masked autoregressive': conditional((context) =>
    maskedAutoregressiveStep(context, { ...masked, reversed: true }),
  ),
  'masked autoregressive, to noise': (seed) =>
    maskedAutoregressive(contextFor(seed), {
      dim,
      initialiser,
      hidden: [9, 7],
      reversed: false,
    })().toNoise,
};

function conditional(make: (context: Context) => ConditionalStep, scale = 1) {
  return (seed: number): Flow => make(contextFor(seed))(tf.mul(beside(), scale), same);
}

/** `[rows, dim, dim]` by differences: entry `[row][i][j]` is the slope of output i by input j. */
function jacobians(flow: Flow, z: Float32Array): number[][][] {
  const distance = 2e-3;
  const at = (j: number, sign: number) => {
    const moved = z.map((value, k) => (k % dim === j ? value + sign * distance : value));
    return tf.tidy(() => flow(tf.tensor2d(moved, [rows, dim])).z.dataSync());
  };
  const columns = Array.from({ length: dim }, (_, j) => [at(j, 1), at(j, -1)] as const);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: dim }, (_, i) =>
      columns.map(([up, down]) => (up[row * dim + i] - down[row * dim + i]) / (2 * distance)),
    ),
  );
}

/** By elimination with the largest pivot. */
function logDeterminant(matrix: readonly number[][]): number {
  const left = matrix.map((row) => [...row]);
  let total = 0;
  for (let k = 0; k < left.length; k++) {
    const pivot = left.findIndex(
      (row, i) =>
        i >= k && Math.abs(row[k]) === Math.max(...left.slice(k).map((r) => Math.abs(r[k]))),
    );
    [left[k], left[pivot]] = [left[pivot], left[k]];
    total += Math.log(Math.abs(left[k][k]));
    for (let i = k + 1; i < left.length; i++) {
      const factor = left[i][k] / left[k][k];
      left[i] = left[i].map((value, j) => value - factor * left[k][j]);
    }
  }
  return total;
}

describe.each(Object.entries(flows))('the flow %s', (_, make) => {
  it('has the log determinant of its Jacobian', () => {
    for (const seed of [1, 2, 3]) {
      const flow = make(seed);
      const z = numbers(`codes ${seed}`, rows * dim);
      const told = flow(tf.tensor2d(z, [rows, dim])).logDeterminant;
      expect(told.shape).toEqual([rows]);
      const values = told.dataSync();
      jacobians(flow, z).forEach((jacobian, row) => {
        expect(Math.abs(values[row] - logDeterminant(jacobian))).toBeLessThan(5e-3);
      });
      expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.01);
    }
  });
});

describe('a masked network', () => {
  it.each([false, true])('tells each number by those before it, reversed %s', (reversed) => {
    const network = maskedNetwork(contextFor(4), { ...masked, reversed })(beside(), same);
    const z = numbers('codes', rows * dim);
    for (const head of ['shift', 'scale'] as const) {
      const slopes = jacobians((codes) => {
        return { z: network(codes)[head], logDeterminant: tf.zeros([rows]) };
      }, z);
      for (const slope of slopes) {
        slope.forEach((row, i) => {
          row.forEach((value, j) => {
            const before = reversed ? j > i : j < i;
            if (before) expect(Math.abs(value)).toBeGreaterThan(1e-5);
            else expect(value).toBe(0);
          });
        });
      }
    }
  });

  it('tells the first number by the features, and without them by nothing', () => {
    const options = { dim, hidden: [9], reversed: false, initialiser } as const;
    const z = tf.zeros([rows, dim]);
    const first = (network: ReturnType<typeof maskedNetwork>) =>
      new Set(tf.slice(network(beside(), same)(z).shift, [0, 0], [rows, 1]).dataSync()).size;
    expect(first(maskedNetwork(contextFor(4), { ...options, features }))).toBe(rows);
    expect(first(maskedNetwork(contextFor(4), options))).toBe(1);
  });

  it('takes a code of one number', () => {
    const options = { dim: 1, hidden: [3], reversed: false, initialiser } as const;
    const { toNoise, fromNoise } = maskedAutoregressive(contextFor(4), options)();
    const z = tf.tensor2d([[-2], [0.5]]);
    expect(fromNoise(toNoise(z).z).z.dataSync()[1]).toBeCloseTo(0.5, 5);
  });
});

it('goes from noise to numbers and back', () => {
  const { toNoise, fromNoise } = maskedAutoregressive(contextFor(5), {
    dim,
    initialiser,
    hidden: [9],
    reversed: true,
  })();
  const noise = numbers('noise', rows * dim);
  const there = fromNoise(tf.tensor2d(noise, [rows, dim]));
  const back = toNoise(there.z);
  back.z.dataSync().forEach((value, i) => expect(value).toBeCloseTo(noise[i], 5));
  back.logDeterminant.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(-there.logDeterminant.dataSync()[i], 5);
  });
});

const steps: readonly ((context: Context, sizes: StepSizes) => ConditionalStep)[] = [
  planarStep,
  radialStep,
];

it.each(steps)('stays finite, with its gradient, at extreme features: %o', (make) => {
  const step = make(contextFor(6), sizes);
  for (const scale of [0, 1e-20, 300]) {
    const loss = (z: tf.Tensor) => {
      const { z: moved, logDeterminant } = step(tf.mul(beside(), scale), same)(z);
      return tf.add(tf.sum(moved), tf.sum(logDeterminant));
    };
    const { value, grad } = tf.valueAndGrad(loss)(tf.zeros([rows, dim]));
    for (const number of [...value.dataSync(), ...grad.dataSync()]) {
      expect(Number.isFinite(number)).toBe(true);
    }
  }
});
