import { deterministicCode } from '../codes/deterministic/part.js';
import { activation } from '../shared/dense/activation.js';
import { denseOptions, denseParts, tied } from '../shared/recipes/denseOptions.js';
import { likelihoodOf } from '../shared/recipes/likelihoodByName.js';
import { defineRecipe } from '../shared/recipes/recipe.js';

/**
 * An under-complete autoencoder: the code is smaller than the input, so that it has to find what
 * matters. Without hidden layers and with squared error it spans the same space as PCA (Baldi &
 * Hornik 1989); with them it bends (Hinton & Salakhutdinov, "Reducing the Dimensionality of Data
 * with Neural Networks", 2006). By default 784-128-32 on `[784]`, squared error.
 *
 * @example
 * ```ts
 * const model = underComplete({ input: [784], hidden: [128], latentDim: 32 });
 * ```
 */
export const underComplete = defineRecipe({
  name: 'underComplete',
  family: 'dense',
  summary: 'A code smaller than its input: what PCA does, with curves',
  suits:
    'For those who want to compress, to draw maps, or to find anomalies, and for everybody as the first thing to try.',
  avoid:
    'Not for new samples, since nothing says where codes lie, nor with a code as large as the input, which may copy it.',
  paper: 'Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006',
  latentDim: 32,
  options: {
    ...denseOptions({ hidden: [128], likelihood: 'squaredError' }),
    codeActivation: activation.default('linear').describe('after the code layer'),
    tied: tied.default(false),
  },
  parts: ({ latentDim, initialiser, codeActivation, likelihood, ...layers }) => ({
    ...denseParts({ initialiser, ...layers }),
    code: deterministicCode({ dim: latentDim, activation: codeActivation, initialiser }),
    likelihood: likelihoodOf(likelihood),
  }),
});
