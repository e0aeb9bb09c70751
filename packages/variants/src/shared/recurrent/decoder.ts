import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { recurrence, sizeOf } from '@autoencoder-zoo/engine';
import {
  definePart,
  rate,
  scheduled,
  uniform,
  type Context,
  type BuiltDecoder,
  type Decoder,
  type Frame,
  type PartFactory,
  type PartName,
  type Scheduled,
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
  /**
   * With `input: 'output'`, in training: the share of steps, drawn anew each time, that read what
   * the step before should have been, in the place of what it was; from 0 to 1, a number or a
   * schedule. From 1 down to 0 it is scheduled sampling (Bengio et al. 2015). Default 0.
   */
  readonly forced?: Scheduled;
}

const schema = z
  .strictObject({
    ...stackOptions,
    input: z.enum(['code', 'nothing', 'output']).default('code'),
    reverse: z.boolean().default(false),
    forced: scheduled(rate).optional(),
  })
  .refine(({ input, forced }) => input === 'output' || (forced ?? 0) === 0, {
    path: ['forced'],
    message: 'expected 0 without input "output": nothing is read that could be put right',
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
  readonly forced: Scheduled | undefined;
  readonly reverse: boolean;
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
    build({ input, reverse, forced, ...options }, context): BuiltDecoder {
      const { shapes } = context;
      const sequence = expectSequence(`${cell.name}Decoder`, shapes.output);
      const code = sizeOf(shapes.code);
      const build = { code: fromCode, nothing: fromNothing, output: fromOutput }[input];
      const decoder = build({ cell, context, code, ...sequence, options, forced, reverse });
      return {
        independent: true,
        outputBias: decoder.outputBias,
        decode(z, frame) {
          const output = decoder.decode(tf.reshape(z, [z.shape[0], code]), frame);
          return reverse ? tf.reverse(output, 1) : output;
        },
      };
    },
  });
}

/** A decoder of codes `[rows, code]`. */
interface Steps {
  readonly outputBias: tf.Variable;
  decode(z: tf.Tensor2D, frame: Frame): tf.Tensor;
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

function fromOutput(build: Build): Steps {
  const { cell, context, code, steps, channels, options } = build;
  const { units, layers } = options;
  const truthFor = forcing(build);
  const stack = Array.from({ length: layers }, (_, i) =>
    cell.layer(context, `${i}/forwards`, i === 0 ? channels : units, units),
  );
  const start = firstState(cell, context, code, units);
  const project = projection(context, units, channels);
  return {
    outputBias: project.bias,
    decode(z, frame) {
      const begin = startingAt(start(z), layers);
      const blank = tf.zeros([z.shape[0], channels]);
      const { outputs } = recurrence(
        { states: [blank, ...begin], sequences: truthFor(frame), steps },
        ([before, ...states], [truth, told]: readonly (tf.Tensor | undefined)[]) => {
          const read = truth && told ? tf.add(before, tf.mul(told, tf.sub(truth, before))) : before;
          const { next, hidden } = advance(stack, read as tf.Tensor2D, states as State);
          const output = project.apply(hidden);
          return { states: [output, ...next], output };
        },
      );
      return tf.transpose(outputs, [1, 0, 2]);
    },
  };
}

/**
 * Declares what it takes to tell steps the truth; gives for each step what the one before should
 * have been, `[steps, rows, channels]`, and ones where it is told, `[steps, rows, 1]`.
 */
function forcing({ context, steps, channels, forced, reverse }: Build) {
  if (forced === undefined || forced === 0) return () => [];
  const { target } = context.shapes;
  if (target.at(-1) !== channels) {
    throw new Error(
      `${channels} numbers are made for each step of ${target.at(-1)}: with "forced" the likelihood has to have one parameter per value, such as squaredErrorLikelihood`,
    );
  }
  const site = context.noise('forced', [steps], uniform, { mode: 'train' });
  const share = context.number('forced', forced);
  return (frame: Frame): tf.Tensor[] => {
    if (frame.mode !== 'train' || !frame.target) return [];
    const given = tf.reshape<tf.Rank.R3>(frame.target, [-1, steps, channels]);
    const rows = frame.perDraw(reverse ? tf.reverse(given, 1) : given);
    const before = tf.slice(tf.pad(rows, [[0, 0], [1, 0], [0, 0]]), 0, [rows.shape[0], steps, channels]); // prettier-ignore
    const told = tf.cast(tf.less(frame.noise(site), frame.number(share)), 'float32');
    return [before, tf.expandDims(told, 2)].map((x) => tf.transpose(x, [1, 0, 2]));
  };
}
