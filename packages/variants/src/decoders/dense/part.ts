import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { linear, sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  initialiser,
  kernels,
  positiveInteger,
  type Context,
  type Decoder,
  type Initialiser,
  type PartFactory,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { activate, activation, type Activation } from '../../shared/dense/activation.js';
import { denseLayer, type DenseLayer } from '../../shared/dense/layer.js';

/** Options of {@link denseDecoder}. */
export interface DenseDecoderOptions {
  /** Units of each layer between code and output, from the code on. Default none. */
  readonly hidden?: readonly number[];
  /** After each hidden layer. Default `'relu'`. */
  readonly activation?: Activation;
  /** After the last layer. Default `'linear'`, which is what the likelihoods expect. */
  readonly outputActivation?: Activation;
  /** Start of the kernels. Default `'fanIn'`. */
  readonly initialiser?: Initialiser;
  /**
   * Whether the kernels are the encoder's and the code's, transposed; then the layers mirror theirs
   * and `hidden` is not given. Default false.
   */
  readonly tied?: boolean;
}

const schema = z
  .strictObject({
    hidden: z.array(positiveInteger).default([]),
    activation: activation.default('relu'),
    outputActivation: activation.default('linear'),
    initialiser: initialiser.default('fanIn'),
    tied: z.boolean().default(false),
  })
  .refine(({ tied, hidden }) => !tied || hidden.length === 0, {
    path: ['hidden'],
    message: 'expected none with tied weights, whose layers mirror the encoder',
  });

const part = definePart({
  kind: 'decoder',
  name: 'dense@1',
  options: schema,
  build(options, context) {
    const { code, output } = context.shapes;
    const layers = options.tied ? tiedLayers(options, context) : ownLayers(options, context);
    const inputs = sizeOf(code);
    const last = layers.at(-1);
    return {
      independent: true,
      ...(options.outputActivation === 'linear' && { outputBias: last?.bias }),
      decode(z) {
        const rows = z.shape[0];
        const flat = layers.reduce((h, layer) => layer.apply(h), tf.reshape(z, [rows, inputs]));
        return tf.reshape(flat, [rows, ...output]);
      },
    };
  },
});

type Layer = Pick<DenseLayer, 'bias' | 'apply'>;
type Options = z.output<typeof schema>;

function ownLayers(options: Options, context: Context): Layer[] {
  const { code, output } = context.shapes;
  const widths = [sizeOf(code), ...options.hidden, sizeOf(output)];
  return widths.slice(1).map((units, i) => {
    const { initialiser } = options;
    const activation = activationOf(options, i === widths.length - 2);
    return denseLayer(context, String(i), widths[i], units, { activation, initialiser });
  });
}

function tiedLayers(options: Options, context: Context): Layer[] {
  const { code, output } = context.shapes;
  const mirrored = context.need(kernels) ?? [];
  if (mirrored.at(0)?.shape[0] !== sizeOf(output) || mirrored.at(-1)?.shape[1] !== sizeOf(code)) {
    throw new Error(
      `a tied decoder mirrors dense layers from ${sizeOf(output)} values to a code of ${sizeOf(code)}, but this encoder and code have ${mirrored.length === 0 ? 'no kernels to mirror' : `kernels ${mirrored.map((k) => `[${k.shape.join(', ')}]`).join(', ')}`}; use dense ones, and a likelihood with one parameter per value`,
    );
  }
  return mirrored.toReversed().map((kernel, i) => {
    const outputs = kernel.shape[0];
    const bias = context.scope(String(i)).variable('bias', [outputs], 'zeros');
    const activation = activationOf(options, i === mirrored.length - 1);
    const apply = (x: tf.Tensor) =>
      activate(activation, linear(x as tf.Tensor2D, tf.transpose(kernel), bias));
    return { bias, apply };
  });
}

function activationOf(options: Options, isLast: boolean): Activation {
  return isLast ? options.outputActivation : options.activation;
}

/**
 * Fully connected decoder of any depth, which gives outputs of any shape.
 *
 * @throws OptionsError for unknown or wrong options; Error if tied weights find nothing to mirror.
 */
export const denseDecoder: PartFactory<Decoder, [options?: DenseDecoderOptions]> = part;
