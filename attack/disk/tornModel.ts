import { underComplete } from '@autoencoder-zoo/variants/under-complete';

/** A model whose scaling tells its seed, so that files of two of them show when they are mixed. */
export function tornModel(seed: number) {
  const model = underComplete({
    input: [20],
    hidden: [64],
    latentDim: 4,
    seed,
    scaling: { kind: 'centre', per: 'all' },
  });
  model.setScaling({ kind: 'centre', offset: [seed], factor: [1] });
  return model;
}
