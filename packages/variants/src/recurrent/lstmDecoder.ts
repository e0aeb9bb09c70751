import * as tf from '@tensorflow/tfjs-core';
import { lstmCell, sizeOf } from '@autoencoder-zoo/engine';
import {
  defineDecoder,
  positiveInteger,
  type BuildContext,
  type BuiltDecoder,
  type Decoder,
  type DecoderNeeds,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { denseLayer, type DenseLayer } from '../dense/layer.js';
import { expectSequence } from './expectSequence.js';
import { lstmStack, lstmWeights, type LstmStart } from './lstmLayer.js';

/** Options of {@link lstmDecoder}. */
export interface LstmDecoderOptions {
  /** Units of each layer and direction. Default 128. */
  readonly units?: number;
  /** Layers on top of each other. Default 1. */
  readonly layers?: number;
  /** Whether each layer runs in both directions; not with `input: 'output'`. Default false. */
  readonly bidirectional?: boolean;
  /**
   * What each step reads.
   * - `'code'`: the code, the same at each step. Default.
   * - `'nothing'`: the code only gives the first state (the unconditional decoder of Srivastava et al.).
   * - `'output'`: its own last output; the code gives the first state (their conditional decoder).
   */
  readonly input?: 'code' | 'nothing' | 'output';
  /** Whether the last step comes first, which shortens the way to the first one. Default false. */
  readonly reverse?: boolean;
}

const schema = z
  .strictObject({
    units: positiveInteger.default(128),
    layers: positiveInteger.default(1),
    bidirectional: z.boolean().default(false),
    input: z.enum(['code', 'nothing', 'output']).default('code'),
    reverse: z.boolean().default(false),
  })
  .refine(({ input, bidirectional }) => !(input === 'output' && bidirectional), {
    path: ['bidirectional'],
    message: 'expected false with input "output": later outputs do not exist yet',
  });

type Options = z.output<typeof schema>;

const part = defineDecoder({
  name: 'lstm@1',
  options: schema,
  build(options, context, needs) {
    const { input, reverse } = options;
    const build = { code: fromCode, nothing: fromNothing, output: fromOutput }[input];
    const decoder = build(options, context, needs);
    return {
      decode(z, frame) {
        const output = decoder.decode(tf.reshape(z, [z.shape[0], sizeOf(needs.code)]), frame);
        return reverse ? tf.reverse(output, 1) : output;
      },
    };
  },
});

function fromCode(options: Options, context: BuildContext, needs: DecoderNeeds): BuiltDecoder {
  const { steps, channels } = expectSequence('lstmDecoder', needs.output);
  const stack = lstmStack(context, sizeOf(needs.code), options);
  const project = projection(context, stack.width, channels);
  return {
    decode: (z) => everyStep(project, stack.sequence({ constant: z as tf.Tensor2D, steps })),
  };
}

function fromNothing(options: Options, context: BuildContext, needs: DecoderNeeds): BuiltDecoder {
  const { steps, channels } = expectSequence('lstmDecoder', needs.output);
  const stack = lstmStack(context, 0, options);
  const start = firstState(context, sizeOf(needs.code), options.units);
  const project = projection(context, stack.width, channels);
  return {
    decode(z) {
      const constant = tf.zeros<tf.Rank.R2>([z.shape[0], 1]);
      return everyStep(project, stack.sequence({ constant, steps }, start(z)));
    },
  };
}

function fromOutput(options: Options, context: BuildContext, needs: DecoderNeeds): BuiltDecoder {
  const { units, layers } = options;
  const { steps, channels } = expectSequence('lstmDecoder', needs.output);
  const stack = Array.from({ length: layers }, (_, i) =>
    lstmWeights(context, `${i}/forwards`, i === 0 ? channels : units, units),
  );
  const start = firstState(context, sizeOf(needs.code), units);
  const project = projection(context, units, channels);
  return {
    decode(z) {
      const rows = z.shape[0];
      const none = tf.zeros<tf.Rank.R2>([rows, units]);
      const states = stack.map((_, i) => {
        const { initialHidden: hidden, initialCell: cell } =
          i === 0 ? start(z) : { initialHidden: none, initialCell: none };
        return { hidden, cell };
      });
      let output = tf.zeros<tf.Rank.R2>([rows, channels]);
      const outputs: tf.Tensor2D[] = [];
      for (let step = 0; step < steps; step++) {
        let x = output;
        stack.forEach((weights, i) => {
          states[i] = lstmCell({ ...weights, ...states[i], x });
          x = states[i].hidden;
        });
        output = project.apply(x) as tf.Tensor2D;
        outputs.push(output);
      }
      return tf.stack(outputs, 1);
    },
  };
}

/** The first layer's first state, made of the code. */
function firstState(context: BuildContext, code: number, units: number) {
  const tanh = { activation: 'tanh', initialiser: 'fanIn' } as const;
  const hidden = denseLayer(context, 'initialHidden', code, units, tanh);
  const cell = denseLayer(context, 'initialCell', code, units, tanh);
  return (z: tf.Tensor): LstmStart => ({
    initialHidden: hidden.apply(z) as tf.Tensor2D,
    initialCell: cell.apply(z) as tf.Tensor2D,
  });
}

function projection(context: BuildContext, units: number, channels: number): DenseLayer {
  return denseLayer(context, 'output', units, channels, {
    activation: 'linear',
    initialiser: 'fanIn',
  });
}

/** A dense layer on each step of `[rows, steps, units]`. */
function everyStep(layer: DenseLayer, sequence: tf.Tensor3D): tf.Tensor {
  const [rows, steps, units] = sequence.shape;
  return tf.reshape(layer.apply(tf.reshape(sequence, [rows * steps, units])), [rows, steps, -1]);
}

/**
 * LSTM decoder, which gives sequences `[steps, channels]` (Srivastava et al., "Unsupervised Learning
 * of Video Representations using LSTMs", 2015).
 *
 * @throws OptionsError for unknown or wrong options; RangeError if samples are no sequences.
 */
export const lstmDecoder: PartFactory<Decoder, [options?: LstmDecoderOptions]> = part;
