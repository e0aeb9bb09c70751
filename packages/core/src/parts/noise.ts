import type { RandomStream } from '../random/stream.js';
import type { Frame } from './frame.js';
import type { PartKind } from './kinds.js';

/** Fills an array with random numbers of a distribution. */
export interface Fill {
  (stream: RandomStream, target: Float32Array): void;
  /** What the numbers are, for those who have to draw them elsewhere, such as for an ONNX file. */
  readonly description?: string;
}

/** Standard normal numbers. */
export const normal: Fill = Object.assign<Fill, object>(
  (stream, target) => void stream.normal(target),
  { description: 'standard normal numbers' },
);

/** Numbers of the standard Gumbel distribution, which choose among categories. */
export const gumbel: Fill = Object.assign<Fill, object>(
  (stream, target) => void stream.gumbel(target),
  { description: 'numbers of the standard Gumbel distribution' },
);

/** Numbers spread evenly over [0, 1). */
export const uniform: Fill = Object.assign<Fill, object>(
  (stream, target) => void stream.uniform(target),
  { description: 'numbers spread evenly over [0, 1)' },
);

/** Ones with a probability in [0, 1], otherwise zeros. */
export const bernoulli = (probability: number): Fill =>
  Object.assign<Fill, object>((stream, target) => void stream.bernoulli(target, probability), {
    description: `ones with the probability ${probability}, otherwise zeros`,
  });

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
  /**
   * The kind of the part, as some are not always in use: a corruption, a prior that gives samples.
   */
  readonly of: PartKind;
  /** The one mode in which it is drawn. Absent: all of them. */
  readonly mode?: Frame['mode'] | undefined;
}

/** Where and how often noise is drawn. */
export interface NoiseOptions {
  /** Default: what the part works on, samples for a corruption and an encoder, else draws. */
  readonly per?: Drawn;
  /**
   * The kind of part with which it is drawn, if not this one's: what the density of a prior
   * needs is drawn with the code.
   */
  readonly of?: PartKind;
  /** The one mode in which it is drawn, such as `'train'`. Default: all of them. */
  readonly mode?: Frame['mode'] | undefined;
}
