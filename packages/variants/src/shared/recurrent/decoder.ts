import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { recurrence, sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  type Context,
  type BuiltDecoder,
  type Decoder,
  type PartFactory,
  type PartName,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { advance, startingAt, type RecurrentCell, type State } from './cell.js';
import { expectSequence } from './expectSequence.js';
import { firstState } from './firstState.js';
import { everyStep, projection } from './projection.js';
import { recurrentStack, stackOptions, type StackOptions } from './stack.js';

/** Options of a recurrent decoder. */
export interface RecurrentDecoderOptions extends StackOptions {
  /** Whether each layer runs in both directions; not with `input: 'output'`. Default false. */
  readonly bidirectional?: boolean;
  /**
   * What each step reads.
   * - `'code'`: the code, the same at each step. Default.
   * - `'nothing'`: the code only gives the first state (the unconditional decoder of
   *   Srivastava et al.).
   * - `'output'`: its own last output; the code gives the first state (their conditional decoder).
   */
  readonly input?: 'code' | 'nothing' | 'output';
  /**
   * Whether the last step comes first, which shortens the way to the first one.
   * Default false. Sequences of unequal length are padded at their end, so the first
   * steps that are made of a short one do not count.
   */
  readonly reverse?: boolean;
}

const schema = z
  .strictObject({
    ...stackOptions,
    input: z.enum(['code', 'nothing', 'output']).default('code'),
    reverse: z.boolean().default(false),
  })
  .refine(({ input, bidirectional }) => !(input === 'output' && bidirectional), {
    path: ['bidirectional'],
    message: 'expected false with input "output": later outputs do not exist yet',
  });

/** All that the three kinds of decoder are made of. */
interface Build {
  readonly cell: RecurrentCell;
  readonly context: Context;
  readonly code: number;
  readonly steps: number;
  readonly channels: number;
  readonly options: Required<StackOptions>;
}

/** Defines the decoder of a kind of cell: a dense layer turns each hidden state into a step. */
export function recurrentDecoder(
  name: PartName,
  cell: RecurrentCell,
): PartFactory<Decoder, [options?: RecurrentDecoderOptions]> {
  return definePart({
    kind: 'decoder',
    name,
    options: schema,
    build({ input, reverse, ...options }, context): BuiltDecoder {
      const { shapes } = context;
      const sequence = expectSequence(`${cell.name}Decoder`, shapes.output);
      const code = sizeOf(shapes.code);
      const build = { code: fromCode, nothing: fromNothing, output: fromOutput }[input];
      const decoder = build({ cell, context, code, ...sequence, options });
      return {
        independent: true,
        outputBias: decoder.outputBias,
        decode(z) {
          const output = decoder.decode(tf.reshape(z, [z.shape[0], code]));
          return reverse ? tf.reverse(output, 1) : output;
        },
      };
    },
  });
}

/** A decoder of codes `[rows, code]`. */
interface Steps {
  readonly outputBias: tf.Variable;
  decode(z: tf.Tensor2D): tf.Tensor;
}

function fromCode({ cell, context, code, steps, channels, options }: Build): Steps {
  const stack = recurrentStack(cell, context, code, options);
  const project = projection(context, stack.width, channels);
  return {
    outputBias: project.bias,
    decode: (constant) => everyStep(project, stack.sequence({ constant, steps })),
  };
}

function fromNothing({ cell, context, code, steps, channels, options }: Build): Steps {
  const stack = recurrentStack(cell, context, 0, options);
  const start = firstState(cell, context, code, options.units);
  const project = projection(context, stack.width, channels);
  return {
    outputBias: project.bias,
    decode(z) {
      const constant = tf.zeros<tf.Rank.R2>([z.shape[0], 1]);
      return everyStep(project, stack.sequence({ constant, steps }, start(z)));
    },
  };
}

function fromOutput({ cell, context, code, steps, channels, options }: Build): Steps {
  const { units, layers } = options;
  const stack = Array.from({ length: layers }, (_, i) =>
    cell.layer(context, `${i}/forwards`, i === 0 ? channels : units, units),
  );
  const start = firstState(cell, context, code, units);
  const project = projection(context, units, channels);
  return {
    outputBias: project.bias,
    decode(z) {
      const begin = startingAt(start(z), layers);
      const blank = tf.zeros([z.shape[0], channels]);
      const { outputs } = recurrence(
        { states: [blank, ...begin], steps },
        ([before, ...states]) => {
          const { next, hidden } = advance(stack, before as tf.Tensor2D, states as State);
          const output = project.apply(hidden);
          return { states: [output, ...next], output };
        },
      );
      return tf.transpose(outputs, [1, 0, 2]);
    },
  };
}
