import { withColumns } from '../batch/givenColumns.js';
import { Dataset } from '../data/dataset.js';
import type { Samples } from '../data/input.js';
import type { Prior } from '../parts/kinds.js';
import type { Shape } from '../parts/shape.js';
import { setValues } from '../parts/setValues.js';
import { Autoencoder } from './autoencoder.js';
import { takeForm } from './form.js';
import { takeOver } from './takeOver.js';
import type { UseOptions } from './useOptions.js';

/**
 * A model with the same weights and another prior, which is fitted to the codes of
 * data: so any autoencoder can `sample`, a deterministic one, too (Ghosh et al., "From
 * Variational to Deterministic Autoencoders", 2020). The given model stays as it is.
 * Parts that bring variables of their own, such as `layersEncoder`, share them with it.
 *
 * @param prior - One that can be fitted after training, such as `gaussianMixture`, or
 * has nothing to be fitted, such as `standardNormal`.
 * @param samples - The training data. Where the code is a distribution, one code is drawn for each.
 * @param options - `seed`: of the draws and of the fit.
 * @throws Error if the prior can only be trained with a model, or cannot be fitted to these codes;
 * DataError if samples do not fit.
 *
 * @example
 * ```ts
 * const sampling = await withPrior(model, gaussianMixture({ components: 10 }), train);
 * const digits = await sampling.sample(64);
 * ```
 */
export async function withPrior<Input extends Shape, CodeShape extends Shape>(
  model: Autoencoder<Input, CodeShape>,
  prior: Prior,
  samples: NoInfer<Samples<Input>>,
  options: UseOptions = {},
): Promise<Autoencoder<Input, CodeShape>> {
  model.life.requireIdle('withPrior');
  const data = model.samples(samples, 'withPrior');
  const made = copyWith(model, prior);
  try {
    const codes = await made.drawCodes(data, options);
    const { labels, beside } = options.beside ? withColumns(data, options.beside) : data;
    await made.network.built.prior?.fit?.({
      codes: new Dataset({ name: data.name, values: codes, shape: made.codeShape, labels, beside }),
      seed: options.seed ?? made.seed,
      set: (variable, values) => {
        setValues(made.variables, variable, values);
      },
      trained: ofPrior(made)
        .filter(({ trained }) => trained)
        .map(({ variable }) => variable),
    });
    return made;
  } catch (error) {
    made.abandon();
    throw error;
  }
}

function copyWith<Input extends Shape, CodeShape extends Shape>(
  model: Autoencoder<Input, CodeShape>,
  prior: Prior,
): Autoencoder<Input, CodeShape> {
  const { inputShape, parts, seed, scalingOptions: scaling, labelNames, engine } = model;
  const made = new Autoencoder(inputShape, { ...parts, prior }, { seed, scaling });
  const own = ofPrior(made);
  if (!made.network.built.prior?.fit && own.some(({ trained }) => trained)) {
    made.abandon();
    throw new Error(
      `withPrior: ${prior.name} cannot be fitted after training; give it to autoencoder() and train the model with it`,
    );
  }
  takeOver(
    made.variables.filter((named) => !own.includes(named)),
    model.variables,
  );
  takeForm(made, model);
  return Object.assign(made, { labelNames, engine });
}

const ofPrior = ({ variables }: Pick<Autoencoder, 'variables'>) =>
  variables.filter(({ name }) => name.startsWith('prior/'));
