import {
  definePart,
  partOption,
  positiveInteger,
  type Encoder,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { embeddingTable } from '../../shared/tokens/embedding.js';

/** Options of {@link embeddingEncoder}. */
export interface EmbeddingEncoderOptions {
  /** Encodes the samples with a vector in the place of each number. */
  readonly of: Encoder;
  /** How many classes there are, at least 2. */
  readonly classes: number;
  /** Numbers of a vector. Default 64. */
  readonly dim?: number;
}

const part = definePart({
  kind: 'encoder',
  name: 'embedding@1',
  options: z.strictObject({
    of: partOption('encoder'),
    classes: z.int().min(2).describe('how many classes there are'),
    dim: positiveInteger.default(64).describe('numbers of the vector of a class'),
  }),
  build({ of, classes, dim }, context) {
    const { input } = context.shapes;
    const lookUp = embeddingTable(context, classes, dim);
    const widened = input.with(-1, input.at(-1)! * dim);
    const inner = of.build(context.scope('of', { input: widened }));
    return { ...inner, classes, encode: (x, frame) => inner.encode(lookUp(x), frame) };
  },
});

/**
 * An encoder of numbers of classes, such as the tokens of a text: any other encoder, on a learned
 * vector in the place of each number. Samples `[steps, 1]` become sequences `[steps, dim]`; of
 * several numbers on the last axis the vectors stand side by side (Bengio et al., "A Neural
 * Probabilistic Language Model", 2003).
 *
 * @throws OptionsError for unknown or wrong options.
 *
 * @example `embeddingEncoder({ of: lstmEncoder({ units: 128 }), classes: 5000, dim: 64 })`
 */
export const embeddingEncoder: PartFactory<Encoder, [options: EmbeddingEncoderOptions]> = part;
