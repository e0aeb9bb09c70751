import { weight } from '@autoencoder-zoo/core';
import { deterministicCode } from '../codes/deterministic/part.js';
import { contraction } from '../penalties/contraction/part.js';
import { activation } from '../shared/dense/activation.js';
import { denseOptions, denseParts, tied } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * A contractive autoencoder (Rifai et al., "Contractive Auto-Encoders: Explicit Invariance
 * During Feature Extraction", 2011): a penalty on the Jacobian of the code makes it give way
 * only to those changes of the input that reconstruction needs, which are the directions in
 * which the data varies. By default 784-1000 on `[784]`, as there: sigmoid units, tied
 * weights, cross-entropy. `latentDim` may be smaller than the input as well. With hidden
 * layers the penalty is exact and takes most of the time, see {@link contraction}.
 *
 * @example
 * ```ts
 * const model = contractive({ input: [784], latentDim: 1000, contractionWeight: 0.1 });
 * ```
 */
export const contractive = defineRecipe({
  name: 'contractive',
  family: 'dense',
  summary: 'A code that moves little when its input does',
  suits:
    'For those who want features that small changes of the input leave as they are, for a classifier or as the layer of a stack.',
  avoid:
    'Not for deep encoders, where the exact penalty takes most of the time, nor for images as large as photographs.',
  paper:
    'Rifai et al., "Contractive Auto-Encoders: Explicit Invariance During Feature Extraction", 2011',
  latentDim: 1000,
  options: {
    ...denseOptions({ hidden: [], likelihood: 'bernoulli', activation: 'sigmoid' }),
    codeActivation: activation.default('sigmoid').describe('after the code layer'),
    contractionWeight: weight.default(0.1).describe('weight of the squared Jacobian of the code'),
    tied: tied.default(true),
  },
  parts: ({
    latentDim,
    initialiser,
    codeActivation,
    contractionWeight,
    likelihood,
    ...layers
  }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: deterministicCode({ dim: latentDim, activation: codeActivation, initialiser }),
    likelihood: likelihoodOf(likelihood),
    penalties: [contraction({ weight: contractionWeight })],
  }),
});
