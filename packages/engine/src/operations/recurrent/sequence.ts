import * as tf from '#tensorflow';
import { linear } from '../linear.js';
import { exchanged, stepsOf } from './byTime.js';
import { expectShape } from '../shapes.js';
import type { Matrix } from './matrix.js';

/** What a recurrent operation reads: a sequence, or one vector that is the same at each step. */
export type RecurrentInput =
  | {
      /** [batch, time, features] */
      readonly x: tf.Tensor3D;
      readonly constant?: undefined;
      readonly steps?: undefined;
    }
  | {
      /** [batch, features]; multiplied with the kernel once, not once a step. */
      readonly constant: tf.Tensor2D;
      /** Length of the sequence to make, at least 1. */
      readonly steps: number;
      readonly x?: undefined;
    };

/** Which steps a recurrent operation makes, and in which order. */
export interface RecurrentOrder {
  /**
   * [batch, time] of 0 and 1 (or booleans); all 1 when left out. A step with 0 hands
   * the state on as it is, so that the final state is that of the last step with 1.
   */
  readonly mask?: tf.Tensor2D | undefined;
  /** Whether time runs backwards, from the last step to the first; false when left out. */
  readonly reverse?: boolean | undefined;
}

/** How a recurrence runs. */
export interface RecurrentRun {
  readonly steps: number;
  /** Whether the last step is made first. */
  readonly reverse: boolean;
  readonly mask: tf.Tensor2D | undefined;
  /** Whether the hidden states of all steps are returned, or the final state only. */
  readonly sequence: boolean;
}

/**
 * Checks the input and the mask.
 *
 * @returns The extents of the input, and the run that the options describe.
 */
export function planRun(
  operation: string,
  input: RecurrentInput & RecurrentOrder,
  sequence: boolean,
): { batch: number; features: number; run: RecurrentRun } {
  const { x, constant, mask, reverse = false } = input;
  if ((x === undefined) === (constant === undefined)) {
    throw new TypeError(`${operation}: give either x, or constant and steps.`);
  }
  if (x === undefined) {
    expectShape(`${operation}: constant`, constant, ['batch', 'features']);
  } else {
    expectShape(`${operation}: x`, x, ['batch', 'time', 'features']);
  }
  const steps = x === undefined ? input.steps : x.shape[1];
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`${operation}: steps must be a positive integer, but is ${steps}.`);
  }
  const source: tf.Tensor = x ?? constant;
  const [batch, features] = [source.shape[0], source.shape.at(-1)!];
  if (mask !== undefined) expectShape(`${operation}: mask`, mask, [batch, steps]);
  return { batch, features, run: { steps, reverse, mask, sequence } };
}

/** `input kernel + bias` of each step, [batch, outputs], by one product for all steps. */
export function projectedSteps(
  input: RecurrentInput & { readonly kernel: Matrix; readonly bias: tf.Tensor1D },
  steps: number,
): readonly Matrix[] {
  const { x, constant, kernel, bias } = input;
  if (x === undefined) return Array<Matrix>(steps).fill(linear(constant, kernel, bias));
  return stepsOf(exchanged(linear(x, kernel, bias)));
}
