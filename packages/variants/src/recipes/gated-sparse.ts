import { initialiser, positiveInteger, weight } from '@autoencoder-zoo/core';
import { gatedCode } from '../codes/gated/part.js';
import { dictionaryDecoder } from '../decoders/dictionary/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../likelihoods/squared-error/part.js';
import { gateReconstruction } from '../penalties/gate-reconstruction/part.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A gated sparse dictionary (Rajamanoharan et al., "Improving Dictionary Learning with Gated
 * Sparse Autoencoders", 2024): gates choose the units that tell a sample, and a penalty on gates
 * alone keeps them few without making them small. By default 784-1024 on `[784]`.
 *
 * The paper subtracts the decoder's bias from the input; here the encoder has biases of its own
 * alone.
 *
 * @example
 * ```ts
 * const model = gatedSparse({ input: [784], latentDim: 2048, sparsity: 0.05 });
 * await fit(model, train, { epochs: 20 });
 * ```
 */
export const gatedSparse = defineRecipe({
  name: 'gatedSparse',
  family: 'sparse',
  summary: 'A dictionary of unit atoms, of which gates choose those that a sample uses',
  suits:
    'For those who take activations or images apart into a large dictionary, and want strengths of units that sparsity does not shrink.',
  avoid:
    'Not where each sample is to use a given number of units, which topK fixes, nor for smooth codes: units switch on and off.',
  paper:
    'Rajamanoharan et al., "Improving Dictionary Learning with Gated Sparse Autoencoders", 2024',
  latentDim: 1024,
  options: {
    sparsity: weight.default(0.01).describe('weight of the sum of rectified gates'),
    gateWeight: weight.default(1).describe('weight of the squared error of gates'),
    deadAfter: positiveInteger
      .default(100)
      .describe('steps of training without use after which a unit is dead'),
    initialiser: initialiser.default('fanIn').describe('start of the kernel'),
  },
  parts: ({ latentDim, gateWeight, ...code }) => ({
    encoder: denseEncoder({ hidden: [] }),
    code: gatedCode({ dim: latentDim, ...code }),
    decoder: dictionaryDecoder(),
    likelihood: squaredErrorLikelihood(),
    penalties: [gateReconstruction({ weight: gateWeight })],
  }),
});
