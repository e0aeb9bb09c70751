import type { RandomStream } from '../random/stream.js';

/** What a noise site draws for each row of a batch; `shape` is that of one row. */
export type Distribution =
  | { readonly kind: 'normal'; readonly shape: readonly number[] }
  | { readonly kind: 'uniform'; readonly shape: readonly number[] }
  | { readonly kind: 'bernoulli'; readonly shape: readonly number[]; readonly probability: number };

/** Standard normal numbers of a shape. */
export const normal = (shape: readonly number[]): Distribution => ({ kind: 'normal', shape });

/** Numbers spread evenly over [0, 1). */
export const uniform = (shape: readonly number[]): Distribution => ({ kind: 'uniform', shape });

/** Ones with a probability in [0, 1], otherwise zeros. */
export const bernoulli = (shape: readonly number[], probability: number): Distribution => ({
  kind: 'bernoulli',
  shape,
  probability,
});

/**
 * A place where a part needs random numbers. They are drawn outside the step, from a stream keyed
 * by seed, site and step, and enter it as an input: TF.js would draw them in JavaScript while the
 * step is traced, and freeze them.
 */
export interface NoiseSite {
  /** Unique within the model, for example `'code/epsilon'`. */
  readonly name: string;
  readonly distribution: Distribution;
  /** Rows of noise for each sample of the batch: the number of draws of the objective. */
  readonly rowsPerSample: number;
  /** True for what only damages the input, and so has no place where the model is used. */
  readonly corrupts: boolean;
}

/** Fills `target` with draws of a distribution. */
export function draw(distribution: Distribution, stream: RandomStream, target: Float32Array): void {
  if (distribution.kind === 'normal') stream.normal(target);
  else if (distribution.kind === 'uniform') stream.uniform(target);
  else stream.bernoulli(target, distribution.probability);
}
