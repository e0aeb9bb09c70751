import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  adam,
  definePart,
  evidenceLowerBound,
  fit,
  InnerModel,
  normal,
  partOption,
  type Code,
  type Decoder,
  type Encoder,
  type PartFactory,
  type Prior,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { gaussianLikelihood } from '../../likelihoods/gaussian/part.js';
import { learnedLogVariance } from '../../shared/likelihoods/learnedLogVariance.js';
import { descentOptions, type DescentOptions } from '../../shared/priors/descent.js';
import { momentsOf, valuesOf } from '../../shared/priors/standardise.js';

/** Options of {@link twoStagePrior}. */
export interface TwoStagePriorOptions extends Partial<DescentOptions> {
  /** Encoder of the second stage, from codes to features. */
  readonly encoder: Encoder;
  /**
   * Code of the second stage, which has a prior, such as `gaussianCode` with as many
   * numbers as the first.
   */
  readonly code: Code;
  /** Decoder of the second stage, to codes of the first. */
  readonly decoder: Decoder;
}

const part = definePart({
  kind: 'prior',
  name: 'twoStage@1',
  options: z.strictObject({
    encoder: partOption('encoder'),
    code: partOption('code'),
    decoder: partOption('decoder'),
    ...descentOptions,
  }),
  build({ encoder, code, decoder, epochs, batchSize, learningRate }, context) {
    const shape = context.shapes.code;
    const second = new InnerModel(context, 'second', shape, {
      corruption: undefined,
      encoder,
      code,
      prior: undefined,
      decoder,
      likelihood: gaussianLikelihood({ variance: 'learned' }),
      penalties: [],
      objective: evidenceLowerBound(),
    });
    const { network } = second.model;
    const { prior } = network.built;
    if (!prior) {
      throw new Error(
        `twoStagePrior draws from the prior of its own code, and ${code.name} has none; choose one that has, such as gaussianCode`,
      );
    }
    const logVariance = network.declarations.provisions.get(learnedLogVariance)!;
    // The second stage works on numbers of mean 0 and deviation 1 once it is fitted.
    const shift = context.variable('shift', shape, 'zeros');
    const logScale = context.variable('logScale', shape, 'zeros');
    const epsilon = context.noise('epsilon', shape, normal);

    return {
      sample(rows, frame) {
        const batch = second.batch(frame);
        const mean = network.decode(prior.sample(rows, batch), batch);
        const deviation = tf.exp(tf.mul(logVariance(), 0.5));
        const drawn = tf.add(mean, tf.mul(deviation, frame.noise(epsilon)));
        return tf.add(tf.mul(drawn, tf.exp(logScale)), shift);
      },
      logDensity(z, frame) {
        const x = tf.mul(tf.sub(z, shift), tf.exp(tf.neg(logScale)));
        const batch = second.batch(frame, x);
        const coded = network.coded(x, batch);
        const errors = network.built.likelihood.elements(batch.again.decode(coded.z), x);
        const { value, weight = 1 } = network.divergence(coded, batch)!;
        const bound = tf.add(
          tf.sum(tf.reshape(errors, [z.shape[0], -1]), 1),
          tf.mul(value, weight),
        );
        return tf.neg(tf.add(bound, tf.sum(logScale)));
      },
      async fit({ codes, seed, set }) {
        const values = valuesOf(codes);
        const { size } = codes;
        const { mean, deviation } = momentsOf(values, size);
        set(shift, mean);
        set(logScale, deviation.map(Math.log));
        const scaled = values.map((value, i) => (value - mean[i % size]) / deviation[i % size]);
        await fit(second.model, codes.with({ values: scaled, scale: 1 }), {
          epochs,
          batchSize,
          seed,
          optimiser: adam({ learningRate }),
        });
      },
    };
  },
});

/**
 * A second autoencoder on the codes of the first (Dai & Wipf, "Diagnosing and
 * Enhancing VAE Models", 2019): codes that fill their space in a way of their own are
 * described by a second variational autoencoder, whose own code follows its prior
 * better. A code is drawn from the second prior, decoded, and gets noise of the
 * variance that the second stage learned. As in the paper it is fitted after training,
 * by `withPrior`, to codes that are shifted and scaled to mean 0 and deviation 1.
 *
 * It can be learned with the model as well. Its density is then the lower bound of
 * the second stage, at one draw of its code, so that the term `kl` is an upper bound.
 *
 * @throws OptionsError for unknown or wrong options; Error, when the model is made,
 * if the second code has no prior.
 */
export const twoStagePrior: PartFactory<Prior, [options: TwoStagePriorOptions]> = part;
