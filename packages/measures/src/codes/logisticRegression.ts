import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  nonNegative,
  parseOptions,
  positive,
  positiveInteger,
  type Dataset,
} from '@autoencoder-zoo/core';
import {
  addGradients,
  assignPoint,
  ensureBackend,
  lbfgs,
  linear,
  softmaxCrossEntropy,
  valueAndGradient,
  type Differentiable,
  type EngineOptions,
  type LbfgsState,
} from '@autoencoder-zoo/engine';
import { z } from 'zod';
import { meanOf } from '../components/covariance.js';
import { labelsOf } from '../shared/labelsOf.js';
import { forEachChunk, toVectors, type Vectors } from '../shared/vectors.js';

/** Options of {@link logisticRegression}. */
export interface LogisticRegressionOptions {
  /** scikit-learn's `C`, above 0: the larger, the less the weights are held back. Default 1. */
  readonly inverseRegularisation?: number;
  /** Most iterations of L-BFGS. Default 1000. */
  readonly iterations?: number;
  /** Ends when no derivative of the mean loss is larger than this. Default 1e-5. */
  readonly gradientTolerance?: number;
  /** Which engine computes. Default: compiled. */
  readonly engine?: EngineOptions;
  /** Ends before the next iteration; the result is then what was reached. */
  readonly signal?: AbortSignal;
  /** Hears of the start and of each iteration. */
  readonly onIteration?: (state: LbfgsState) => void;
}

/** A linear classifier: the class with the largest `sum_i x_i kernel_ic + bias_c`. */
export interface LogisticRegression {
  /** The classes as they were given, ascending. */
  readonly classes: readonly number[];
  /** `[size, classes]`, row by row. */
  readonly kernel: Float64Array;
  /** `[classes]`. */
  readonly bias: Float64Array;
  /** Cross-entropy in nats averaged over samples, with the regularisation. */
  readonly loss: number;
  /** Iterations made. */
  readonly iterations: number;
}

const schema = z.strictObject({
  inverseRegularisation: positive.default(1),
  iterations: positiveInteger.default(1000),
  gradientTolerance: nonNegative.default(1e-5),
});

/** Samples at a time: few enough to stay in the cache for the gradient. */
const ROWS = 1024;

/**
 * Multinomial logistic regression by L-BFGS: minimises
 * `C sum_n -log p(y_n | x_n) + |kernel|^2 / 2`, as scikit-learn's `LogisticRegression`
 * does, where the biases are free. For two classes it is the ordinary logistic
 * regression, of which the kernel's two columns hold one half each with either sign.
 *
 * Values of about unit size make it quick. 60,000 samples of 784 pixels need about 0.1
 * seconds for each iteration on two cores, and 300 iterations. Sums of up to 1024 samples are
 * made in float32, all else in float64, which gives weights to about 1e-3. What is far from
 * zero keeps its digits: the mean of float64 values is taken off before they are rounded.
 *
 * @param labels - One class for each sample, any numbers; by default the labels of the data set.
 * @throws RangeError if labels are missing or do not fit, or are all the same;
 * OptionsError for unknown or wrong options.
 */
export async function logisticRegression(
  samples: Vectors,
  labels?: ArrayLike<number>,
  options: LogisticRegressionOptions = {},
): Promise<LogisticRegression> {
  const { engine, signal, onIteration, ...plain } = options;
  const { inverseRegularisation, ...limits } = parseOptions('logisticRegression', schema, plain);
  const set = toVectors(samples, 'the samples');
  const given = labelsOf(set, labels);
  const classes = [...new Set(Array.from(given))].sort((a, b) => a - b);
  if (classes.length < 2) {
    throw new RangeError(`${set.name}: all samples are of class ${classes[0]}; give two at least`);
  }
  const places = new Map(classes.map((label, place) => [label, place]));
  const targets = Uint32Array.from(given, (label) => places.get(label)!);
  // The free biases make up for it, and weights stay as they are.
  const centre = set.isWide ? meanOf(set) : undefined;
  const loss = await meanLoss({ set, centre, targets, classes: classes.length }, engine);
  // Two columns of one half each have half the squares of the one that they stand for.
  const penalty = (classes.length === 2 ? 2 : 1) / (inverseRegularisation * set.length);
  const kernelLength = set.size * classes.length;
  const regularised: Differentiable = async (x) => {
    const { value, gradient } = await loss.at(x);
    let squares = 0;
    for (let i = 0; i < kernelLength; i++) {
      squares += x[i] ** 2;
      gradient[i] += penalty * x[i];
    }
    return { value: value + (penalty * squares) / 2, gradient };
  };
  try {
    const start = new Float64Array(kernelLength + classes.length);
    const run = lbfgs(regularised, start, {
      ...limits,
      valueTolerance: 0,
      ...(signal && { signal }),
    });
    let state!: LbfgsState;
    for await (state of run) onIteration?.(state);
    const kernel = state.x.slice(0, kernelLength);
    const bias = state.x.slice(kernelLength);
    kernel.forEach((weight, at) => {
      const column = Math.floor(at / bias.length);
      bias[at % bias.length] -= weight * (centre?.[column] ?? 0);
    });
    return {
      classes,
      kernel,
      bias,
      loss: state.value,
      iterations: state.iteration,
    };
  } finally {
    await loss.dispose();
  }
}

/**
 * The class of each sample by a {@link logisticRegression}.
 *
 * @throws RangeError if the samples have another size than those that it was fitted to.
 */
export function predictClasses(
  { classes, kernel, bias }: LogisticRegression,
  samples: Vectors,
): number[] {
  const set = toVectors(samples, 'the samples');
  const size = kernel.length / classes.length;
  if (set.size !== size) {
    throw new RangeError(
      `${set.name}: samples have ${set.size} values, but the regression was fitted to ${size}`,
    );
  }
  const result: number[] = [];
  const scores = new Float64Array(classes.length);
  forEachChunk(set, ROWS, (rows, count) => {
    for (let row = 0; row < count; row++) {
      scores.set(bias);
      for (let i = 0, at = 0; i < size; i++) {
        const value = rows[row * size + i];
        for (let c = 0; c < scores.length; c++) scores[c] += value * kernel[at++];
      }
      result.push(classes[scores.indexOf(Math.max(...scores))]);
    }
  });
  return result;
}

/** Samples with the places of their classes. */
interface Classified {
  readonly set: Dataset;
  /** What is taken off them. */
  readonly centre: Float64Array | undefined;
  readonly targets: Uint32Array;
  readonly classes: number;
}

/**
 * The cross-entropy averaged over samples, and its gradient, at kernel and bias one
 * after the other.
 */
async function meanLoss({ set, centre, targets, classes }: Classified, engine?: EngineOptions) {
  const { length, size } = set;
  ensureBackend();
  const kernel = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R2>([size, classes])));
  const bias = tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R1>([classes])));
  const variables = [kernel, bias];
  const rows = Math.min(ROWS, length);
  const compiled = await valueAndGradient(
    ({ x, target }) => ({
      crossEntropy: tf.sum(softmaxCrossEntropy(linear(x, kernel, bias), target)),
    }),
    variables,
    { x: { shape: [rows, size] }, target: { shape: [rows, classes] } },
    engine,
  );
  const x = new Float32Array(rows * size);
  const exact = centre ? new Float64Array(rows * size) : x;
  const target = new Float32Array(rows * classes);
  const indices = Uint32Array.from({ length: rows }, (_, row) => row);

  async function at(point: Float64Array) {
    assignPoint(variables, point);
    const gradient = new Float64Array(point.length);
    let value = 0;
    for (let start = 0; start < length; start += rows) {
      // Rows that the last batch lacks have no class, which costs nothing.
      const count = Math.min(rows, length - start);
      set.read(
        indices.subarray(0, count).map((row) => start + row),
        exact,
      );
      if (centre) for (let i = 0; i < x.length; i++) x[i] = exact[i] - centre[i % size];
      target.fill(0);
      for (let row = 0; row < count; row++) target[row * classes + targets[start + row]] = 1;
      const part = await compiled.run({ x, target });
      value += part.value / length;
      addGradients(gradient, part.gradients, 1 / length);
    }
    return { value, gradient };
  }

  async function dispose(): Promise<void> {
    await compiled.dispose();
    for (const variable of variables) variable.dispose();
  }
  return { at, dispose };
}
