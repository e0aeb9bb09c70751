import type * as tf from '@tensorflow/tfjs-core';
import type { Check } from '../options.js';
import type { Rate } from '../schedules/schedule.js';

/** What every optimiser's description holds. */
export interface Description {
  readonly name: string;
  readonly learningRate: Rate;
}

/** A value that an optimiser keeps for each weight. */
export interface Slot {
  readonly name: string;
  /** Value before the first update. */
  readonly initial: number;
}

/** One parameter and what belongs to it; all tensors have its shape. */
export interface Parameter {
  readonly weights: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** By the names of the slots. */
  readonly slots: Readonly<Record<string, tf.Tensor>>;
}

/** New values of a parameter and its slots. */
export type Updated = Pick<Parameter, 'weights' | 'slots'>;

/** Numbers of one update by name; in TF.js operations they may be scalars of a graph. */
export type Coefficients<Name extends string> = Readonly<Record<Name, number | tf.Scalar>>;

/**
 * What an optimiser says about itself; memory, schedules and clipping are common to all.
 *
 * Its formula stands twice: as a kernel that makes one pass over flat memory and as
 * TF.js operations.
 *
 * @typeParam Name names of the coefficients
 */
export interface UpdateRule<D extends Description, Name extends string = string> {
  readonly name: D['name'];
  /** One check a field, besides `name` and `learningRate`. */
  readonly checks: { readonly [K in keyof Omit<D, keyof Description>]-?: Check };
  readonly defaults: Omit<D, 'name'>;
  /** What is wrong with fields that are acceptable one by one; `undefined` if nothing. */
  problem?(optimiser: D): string | undefined;
  /** What is kept for each weight, in the order in which the kernel takes it. */
  slots(optimiser: D): readonly Slot[];
  /**
   * Numbers that are the same for all weights, in the order in which the kernel takes them.
   *
   * @param step - Number of the update, counted from 0.
   */
  coefficients(optimiser: D, learningRate: number, step: number): Readonly<Record<Name, number>>;
  /** WebAssembly module as base64. It imports its memory. */
  readonly kernel: string;
  /**
   * Name of the function of the module:
   * `(weights, gradients, ...slots, length, gradientScale, ...coefficients)`, the first ones
   * being byte offsets, multiples of 16, and `length` the number of floats, a multiple of 4.
   */
  entry(optimiser: D): string;
  /** The same update in TF.js operations. */
  update(optimiser: D, parameter: Parameter, coefficients: Coefficients<Name>): Updated;
}
