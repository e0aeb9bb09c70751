import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { refuseNonFinite } from '../data/check.js';
import type { Samples } from '../data/input.js';
import { scaledMeans } from '../data/scaling.js';
import type { Shape } from '../parts/shape.js';
import type { Autoencoder } from './autoencoder.js';

/**
 * Gives the last layer of the decoder the bias with which the output is the mean of the
 * data as long as the code says nothing, so that training need not begin by learning that
 * mean. The code of Burda, Grosse & Salakhutdinov ("Importance Weighted Autoencoders",
 * 2016) starts so. Call it before `fit`; it also fits the model's scaling.
 *
 * A recurrent decoder has a bias for each channel, and gets the mean of each channel.
 *
 * @param samples - The training data, `[samples, ...input]`.
 * @throws Error if the decoder has no such bias (an activation follows, or it is a
 * `tf.LayersModel`), or if a likelihood of your own lacks `parametersOf`; DataError
 * if samples do not fit.
 *
 * @example
 * ```ts
 * const model = variational({ input: [784], latentDim: 20 });
 * startAtMean(model, train);
 * await fit(model, train, { epochs: 10 });
 * ```
 */
export function startAtMean<Input extends Shape>(
  model: Autoencoder<Input>,
  samples: Samples<Input>,
): void {
  model.life.requireIdle('startAtMean');
  const { decoder, likelihood } = model.network.built;
  const { outputBias } = decoder;
  if (!outputBias) {
    throw new Error(
      `the decoder ${model.parts.decoder.name} has no bias that is added last; use denseDecoder without outputActivation, or a recurrent decoder`,
    );
  }
  if (!likelihood.parametersOf) {
    throw new Error(
      `the likelihood ${model.parts.likelihood.name} lacks parametersOf, the parameters for a mean; add it, or train without startAtMean`,
    );
  }
  const data = model.samples(samples, 'startAtMean');
  refuseNonFinite(data);
  model.fitScaling(data);
  const groups = outputBias.size / likelihood.parametersPerValue;
  const means = scaledMeans(model.scaling, data, groups);
  const parameters = means.map((mean) => likelihood.parametersOf!(mean));
  const bias = sideBySide(parameters, model.inputShape.at(-1)!);
  tf.tidy(() => outputBias.assign(tf.tensor(bias, outputBias.shape)));
}

/** For each run of `last` values all their first parameters, then all their second ones. */
function sideBySide(parameters: readonly (readonly number[])[], last: number): number[] {
  const laid: number[] = [];
  for (let begin = 0; begin < parameters.length; begin += last) {
    const run = parameters.slice(begin, begin + last);
    for (const place of run[0].keys()) laid.push(...run.map((values) => values[place]));
  }
  return laid;
}
