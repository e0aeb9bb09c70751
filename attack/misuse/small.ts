import { createHash } from 'node:crypto';
import { Dataset, RandomStream, type FitOptions, type Model } from '@autoencoder-zoo/core';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { variational } from '@autoencoder-zoo/variants/variational';

const values = new RandomStream(1, 'attack').uniform(new Float32Array(512 * 32));

/** Noise, `[512, 32]`. */
export const data = new Dataset({ name: 'noise', values, shape: [32] });
/** The same numbers as sequences, `[512, 16, 2]`. */
export const sequences = new Dataset({ name: 'noise', values, shape: [16, 2] });

/** A model for {@link data}. */
export const make = (seed = 0) =>
  variational({ input: [32], hidden: [64], latentDim: 4, seed, scaling: 'minMax' });

/** A model for {@link sequences}; its training step is shared by two threads. */
export const makeLstm = () => lstm({ input: [16, 2], units: 32, latentDim: 4 });

/** Three epochs of eight steps. */
export const options = { epochs: 3, batchSize: 64, seed: 5 } satisfies FitOptions<readonly [32]>;

/** The bits of all weights. */
export function bitsOf(model: Pick<Model, 'variables'>): string {
  const hash = createHash('sha256');
  for (const { variable } of model.variables) hash.update(variable.dataSync());
  return hash.digest('hex');
}
