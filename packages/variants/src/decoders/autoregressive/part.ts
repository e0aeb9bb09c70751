import * as tf from '@autoencoder-zoo/engine/tensorflow';
import {
  bernoulli,
  classes,
  definePart,
  positiveInteger,
  withoutGradient,
  type BuiltDecoder,
  type Context,
  type Decoder,
  type Fill,
  type Frame,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { recurrence, sizeOf } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import { advance, startingAt, type State } from '../../shared/recurrent/cell.js';
import { expectSequence } from '../../shared/recurrent/expectSequence.js';
import { firstState } from '../../shared/recurrent/firstState.js';
import { gruCell } from '../../shared/recurrent/gruCell.js';
import { lstmCell } from '../../shared/recurrent/lstmCell.js';
import { everyStep, projection } from '../../shared/recurrent/projection.js';
import { embeddingTable } from '../../shared/tokens/embedding.js';

/** Options of {@link autoregressiveDecoder}. */
export interface AutoregressiveDecoderOptions {
  /** Kind of recurrent cell. Default `'lstm'`. */
  readonly cell?: 'lstm' | 'gru';
  /** Units of each layer. Default 128. */
  readonly units?: number;
  /** Layers on top of each other. Default 1. */
  readonly layers?: number;
  /** Numbers of the vector of a token. Default 64. */
  readonly dim?: number;
  /**
   * Share of the true tokens that it does not see in training: an unknown one stands in their
   * place, so that it has to ask the code. From 0 to below 1. Default 0.
   */
  readonly wordDropout?: number;
  /**
   * Divides the logits by which tokens are drawn: below 1 likelier ones come, above 1 rarer ones.
   * Default 1.
   */
  readonly temperature?: number;
}

const schema = z.strictObject({
  cell: z.enum(['lstm', 'gru']).default('lstm').describe('kind of recurrent cell'),
  units: positiveInteger.default(128).describe('units of each layer'),
  layers: positiveInteger.default(1).describe('layers of the decoder'),
  dim: positiveInteger.default(64).describe('numbers of the vector of a token'),
  wordDropout: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('share of the true tokens that the decoder does not see in training'),
  temperature: z
    .number()
    .positive()
    .default(1)
    .describe('divides the logits by which tokens are drawn'),
});

/** Where 0 stands for "not drawn". */
const choice: Fill = Object.assign<Fill, object>(
  (stream, target) => {
    stream.uniform(target);
    target.forEach((value, i) => (target[i] = 1 - value));
  },
  { description: 'numbers spread evenly over (0, 1]; 0 for the likeliest token' },
);

/** What a logit gains that was chosen. */
const CERTAIN = 1e4;

const part = definePart({
  kind: 'decoder',
  name: 'autoregressive@1',
  options: schema,
  build({ cell: kind, units, layers, dim, wordDropout, temperature }, context): BuiltDecoder {
    const { shapes } = context;
    const count = expectClasses(context);
    const { steps, channels } = expectSequence('autoregressiveDecoder', shapes.target);
    const [start, unknown] = [count, count + 1];
    const cell = { lstm: lstmCell, gru: gruCell }[kind];
    const lookUp = embeddingTable(context, count + 2, dim);
    const stack = Array.from({ length: layers }, (_, i) =>
      cell.layer(context, String(i), i === 0 ? channels * dim : units, units),
    );
    const code = sizeOf(shapes.code);
    const begin = firstState(cell, context, code, units);
    const project = projection(context, units, channels * count);
    const dropped =
      wordDropout > 0
        ? context.noise('dropped', [steps, 1], bernoulli(wordDropout), { mode: 'train' })
        : undefined;
    const chosen = context.noise('choice', [steps, channels], choice, { mode: 'use' });

    /** Reads the true tokens, each one step after its own. */
    function taught(z: tf.Tensor2D, tokens: tf.Tensor, frame: Frame): tf.Tensor {
      let seen = tokens;
      if (dropped && frame.mode === 'train') {
        const hidden = frame.noise(dropped);
        seen = tf.add(tf.mul(tokens, tf.sub(1, hidden)), tf.mul(hidden, unknown));
      }
      const rows = z.shape[0];
      const first = tf.fill([rows, 1, channels], start);
      const before = tf.concat([first, tf.slice(seen, [0, 0, 0], [rows, steps - 1, channels])], 1);
      const sequence = stack.reduce(
        (x, layer, i) => layer.sequence({ x }, false, i === 0 ? begin(z) : undefined),
        lookUp(before) as tf.Tensor3D,
      );
      return everyStep(project, sequence);
    }

    /** Reads what it has chosen itself. */
    function free(z: tf.Tensor2D, frame: Frame): tf.Tensor {
      const rows = z.shape[0];
      const draws = frame.mode === 'use' ? frame.noise(chosen) : undefined;
      const { outputs } = recurrence(
        {
          states: [tf.fill([rows, channels], start), ...startingAt(begin(z), layers)],
          sequences: draws ? [tf.transpose(draws, [1, 0, 2])] : [],
          steps,
        },
        ([before, ...states], [draw]) => {
          const { next, hidden } = advance(stack, lookUp(before) as tf.Tensor2D, states as State);
          const logits = tf.reshape(project.apply(hidden), [rows, channels, count]);
          const tokens = withoutGradient(() => tokensOf(tf.div(logits, temperature), draw));
          const one = withoutGradient(() => tf.oneHot(tf.cast(tokens, 'int32'), count));
          const certain = tf.add(logits, tf.mul(tf.cast(one, 'float32'), CERTAIN));
          return {
            states: [tokens, ...next],
            output: tf.reshape(certain, [rows, channels * count]),
          };
        },
      );
      return tf.transpose(outputs, [1, 0, 2]);
    }

    return {
      independent: true,
      outputBias: project.bias,
      decode(z, frame) {
        const flat = tf.reshape<tf.Rank.R2>(z, [z.shape[0], code]);
        const { target } = frame;
        return target ? taught(flat, frame.perDraw(target), frame) : free(flat, frame);
      },
    };
  },
});

function expectClasses(context: Context): number {
  const count = context.need(classes);
  if (count === undefined) {
    throw new Error(
      'autoregressiveDecoder reads numbers of classes, but the likelihood is for other values; use categoricalLikelihood({ classes })',
    );
  }
  return count;
}

/** The first layer's state is made of the code, the others' is zero. */
/**
 * Tokens `[rows, channels]` by logits `[rows, channels, classes]`: the one at which the
 * probabilities, summed up, reach the draw; the likeliest where there is none.
 */
function tokensOf(logits: tf.Tensor, draw: tf.Tensor | undefined): tf.Tensor {
  const likeliest = tf.cast(tf.argMax(logits, -1), 'float32');
  if (!draw) return likeliest;
  const reached = tf.less(tf.cumsum(tf.softmax(logits), -1), tf.expandDims(draw, -1));
  const last = logits.shape.at(-1)! - 1;
  const drawn = tf.minimum(tf.sum(tf.cast(reached, 'float32'), -1), last);
  return tf.where(tf.greater(draw, 0), drawn, likeliest);
}

/**
 * A recurrent language model as a decoder (Bowman et al., "Generating Sentences from a Continuous
 * Space", 2016): the code makes the first state, and each step reads the token before it and gives
 * the logits of the next. It needs a likelihood of numbers of classes.
 *
 * Where the sample is known it reads the true tokens (teacher forcing, Williams & Zipser 1989): in
 * training and where the loss is measured. Everywhere else it reads what it has chosen: the
 * likeliest token in `decode` and `reconstruct`, one that is drawn in `sample`.
 *
 * Two vectors more than there are classes stand for the start and for an unknown token. Sequences
 * of unequal length are padded at their end, and what it gives after the end does not count; count
 * a token for the end among the classes where generated sequences are to tell theirs.
 *
 * @throws OptionsError for unknown or wrong options; RangeError if samples are no sequences; Error
 * with a likelihood of other values.
 */
export const autoregressiveDecoder: PartFactory<Decoder, [options?: AutoregressiveDecoderOptions]> =
  part;
