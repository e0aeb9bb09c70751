import type { RandomStream } from '../random/stream.js';
import type { PartKind } from './kinds.js';

/** Fills an array with random numbers of a distribution. */
export type Fill = (stream: RandomStream, target: Float32Array) => void;

/** Standard normal numbers. */
export const normal: Fill = (stream, target) => void stream.normal(target);

/** Numbers of the standard Gumbel distribution, which choose among categories. */
export const gumbel: Fill = (stream, target) => void stream.gumbel(target);

/** Numbers spread evenly over [0, 1). */
export const uniform: Fill = (stream, target) => void stream.uniform(target);

/** Ones with a probability in [0, 1], otherwise zeros. */
export const bernoulli =
  (probability: number): Fill =>
  (stream, target) =>
    void stream.bernoulli(target, probability);

/** How often something is drawn: once a batch, for each sample, or for each draw of the code. */
export type Drawn = 'batch' | 'sample' | 'draw';

/**
 * A place where a part needs random numbers. They are drawn outside the step, from a stream keyed
 * by seed, site and step, and enter it as an input: TF.js would draw them in JavaScript while the
 * step is traced, and freeze them.
 */
export interface Noise {
  /** Unique within the model, for example `'code/epsilon'`. */
  readonly name: string;
  /** Of one row; of all where they are drawn once a batch. */
  readonly shape: readonly number[];
  readonly fill: Fill;
  readonly per: Drawn;
  /** The kind of the part, as some are not always in use: a corruption, a prior that gives samples. */
  readonly of: PartKind;
}
