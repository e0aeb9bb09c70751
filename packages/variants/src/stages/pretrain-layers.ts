import {
  Dataset,
  fit,
  OptionsError,
  type Autoencoder,
  type CheckpointOptions,
  type FitOptions,
  type Shape,
} from '@autoencoder-zoo/core';

/**
 * Makes the autoencoder of a layer for what comes in: the data, or the codes of the layer below.
 */
export type MakeLayer = (input: Shape) => Autoencoder;

/** Options of {@link pretrainLayers}: those of `fit` for each layer, and these. */
export interface PretrainOptions extends Omit<FitOptions, 'checkpoint' | 'validation'> {
  /** An autoencoder for each layer, from the input on; at least one. */
  readonly layers: readonly MakeLayer[];
  /** Further options of `fit` for a layer, counted from 0. Default: the same for all. */
  readonly forLayer?: (layer: number) => Omit<FitOptions, 'checkpoint' | 'validation'>;
  /** Data whose codes are the validation data of each layer. Default: none. */
  readonly validation?: Dataset;
  /**
   * Keeps a checkpoint of each layer, `layer0.safetensors` and so on, in a folder,
   * which is a path or a `file:` address. With `resume: true` the same call later
   * goes on where it was. Default: none.
   */
  readonly checkpoint?: Omit<CheckpointOptions, 'path'> & { readonly folder: string | URL };
}

/**
 * Greedy layer-wise pre-training (Bengio et al., "Greedy Layer-Wise Training of Deep
 * Networks", 2007; Vincent et al., "Stacked Denoising Autoencoders", 2010): the first
 * autoencoder is trained on the data, the next one on the codes of the first, without
 * noise, and so on. `handOver` then gives their weights to a deep model for fine-tuning.
 *
 * A layer is any autoencoder: noisy, sparse, contractive, tied or not. To hand it over it has to
 * consist of fully connected layers.
 *
 * @returns The trained autoencoders, from the input on; to be disposed after use.
 * @throws What `fit` throws; OptionsError without layers; the signal's reason, if it
 * stops the training: with checkpoints the same call goes on later.
 *
 * @example
 * ```ts
 * const layers = await pretrainLayers(train, {
 *   layers: [0.1, 0.2, 0.3].map((rate) => (input) =>
 *     denoising({ input, latentDim: 1000, rate, codeActivation: 'sigmoid', tied: true }),
 *   ),
 *   epochs: 15,
 *   optimiser: stochasticGradientDescent({ learningRate: 0.001 }),
 * });
 * const deep = classifier({
 *   input: [784],
 *   encoder: denseEncoder({ hidden: [1000, 1000], activation: 'sigmoid' }),
 *   code: deterministicCode({ dim: 1000, activation: 'sigmoid' }),
 *   decoder: denseDecoder({ initialiser: 'zeros' }),
 *   classes: 10,
 * });
 * handOver(layers, deep);
 * await fit(deep, train, { epochs: 36 });
 * ```
 */
export async function pretrainLayers(
  samples: Dataset,
  options: PretrainOptions,
): Promise<Autoencoder[]> {
  const { layers, forLayer, validation, checkpoint, ...fitOptions } = options;
  if (layers.length === 0) {
    throw new OptionsError('pretrainLayers: option "layers": expected at least one layer');
  }
  const trained: Autoencoder[] = [];
  let [data, held] = [samples, validation];
  try {
    for (const [layer, make] of layers.entries()) {
      const below = trained.at(-1);
      if (below) {
        data = await codesOf(below, data);
        held &&= await codesOf(below, held);
      }
      const model = make(data.shape);
      trained.push(model);
      await fit(model, data, {
        ...fitOptions,
        ...forLayer?.(layer),
        ...(held && { validation: held }),
        ...(checkpoint && { checkpoint: checkpointOf(checkpoint, layer) }),
      });
      options.signal?.throwIfAborted();
    }
  } catch (error) {
    for (const model of trained) model.dispose();
    throw error;
  }
  return trained;
}

async function codesOf(model: Autoencoder, data: Dataset): Promise<Dataset> {
  const values = await model.encode(data);
  const { name, labels } = data;
  return new Dataset({ name: `codes of ${name}`, values, shape: model.codeShape, labels });
}

function checkpointOf(
  { folder, ...how }: NonNullable<PretrainOptions['checkpoint']>,
  layer: number,
): CheckpointOptions {
  return { ...how, path: `${String(folder)}/layer${layer}.safetensors` };
}
