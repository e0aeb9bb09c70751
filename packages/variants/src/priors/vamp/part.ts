import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  normal,
  positiveInteger,
  RandomStream,
  readScaled,
  single,
  uniform,
  type Fill,
  type Frame,
  type PartFactory,
  type Prior,
  type Run,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { drawComponent } from '../../shared/mixture/drawComponent.js';
import { mixtureLogDensity } from '../../shared/mixture/logDensity.js';

/** Options of {@link vampPrior}. */
export interface VampPriorOptions {
  /** Pseudo-inputs, each of which gives a component of the mixture. Default 500. */
  readonly components?: number;
  /**
   * Where pseudo-inputs start.
   * - `'data'`: at training samples, chosen at random when the model is first trained. Default.
   * - `'random'`: near 0, at normal numbers with a deviation of 0.01.
   */
  readonly start?: 'data' | 'random';
  /**
   * Values, scaled, within which pseudo-inputs are held, such as `[0, 1]` for images. Default: any.
   */
  readonly range?: readonly [low: number, high: number];
}

const nearZero: Fill = (stream, target) => {
  stream.normal(target).forEach((value, i) => (target[i] = value / 100));
};

const part = definePart({
  kind: 'prior',
  name: 'vamp@1',
  options: z.strictObject({
    components: positiveInteger.default(500),
    start: z.enum(['data', 'random']).default('data'),
    range: z
      .tuple([single, single])
      .refine(([low, high]) => low < high, 'expected the lower end first')
      .optional(),
  }),
  build({ components, start, range }, context) {
    const { input, code } = context.shapes;
    const size = sizeOf(code);
    const pseudoInputs = context.variable('pseudoInputs', [components, ...input], nearZero);
    const started = start === 'data' ? context.state('started', [], 'zeros') : undefined;
    const choice = context.noise('component', [], uniform);
    const epsilon = context.noise('epsilon', [size], normal);
    const logWeights = () => tf.fill([components], -Math.log(components));

    /** Means and log deviations of the components, `[components, size]`. */
    const posteriors = ({ again }: Frame) => {
      const held = range ? tf.clipByValue(pseudoInputs, ...range) : pseudoInputs;
      const { moments } = again.code(again.encode(held));
      if (!moments) {
        throw new Error(
          'vampPrior mixes the distributions that a code has for pseudo-inputs, so it needs one that is normal, such as gaussianCode',
        );
      }
      const flat = (values: tf.Tensor) => tf.reshape(values, [components, size]);
      return { means: flat(moments.mean), logDeviations: tf.mul(flat(moments.logVariance), 0.5) };
    };

    // Not independent: each share of a batch would encode all pseudo-inputs.
    return {
      needs: 'moments',
      sample(rows, frame) {
        const { means, logDeviations } = posteriors(frame);
        const chosen = drawComponent(tf.exp(logWeights()), frame.noise(choice));
        const deviations = tf.exp(tf.gather(logDeviations, chosen));
        const drawn = tf.add(tf.gather(means, chosen), tf.mul(deviations, frame.noise(epsilon)));
        return tf.reshape(drawn, [rows, ...code]);
      },
      logDensity(z, frame) {
        const { means, logDeviations } = posteriors(frame);
        const centred = tf.sub(tf.reshape(z, [1, z.shape[0], size]), tf.expandDims(means, 1));
        return mixtureLogDensity(centred, { logWeights: logWeights(), logDeviations });
      },
      ...(started && {
        begin(run: Run) {
          // A model that is trained further keeps what it has learned.
          if (started.dataSync()[0] === 0) {
            run.set(pseudoInputs, chosenSamples(run, components));
            run.set(started, Float32Array.of(1));
          }
          return Promise.resolve();
        },
      }),
    };
  },
});

/**
 * The VampPrior (Tomczak & Welling, "VAE with a VampPrior", 2018): a mixture, in equal parts,
 * of the distributions that the encoder and the code have for pseudo-inputs, which are learned
 * with the model. So the prior follows the codes of the data. The term `kl` is computed at the
 * draws of the code. Pseudo-inputs have the shape of a sample, all steps of a sequence, and
 * stand in the scaling of the model. It is trained with a model, and not fitted after training.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is first
 * used, if the code is no normal distribution.
 */
export const vampPrior: PartFactory<Prior, [options?: VampPriorOptions]> = part;

/** Samples chosen at random, scaled, without repetition as long as there are others. */
function chosenSamples({ data, model, seed }: Run, count: number): Float32Array {
  const order = new RandomStream(seed, 'vampPrior').permutation(data.length);
  const indices = Uint32Array.from({ length: count }, (_, i) => order[i % data.length]);
  const values = new Float32Array(count * data.size);
  readScaled(data, indices, values, { scaling: model.scaling, seed });
  return values;
}
