import * as tf from '@tensorflow/tfjs-core';
import {
  Context,
  Declarations,
  repeatRows,
  RandomStream,
  type Frame,
  type Moments,
  type Penalty,
  type PenaltyInput,
  type Prior,
} from '@autoencoder-zoo/core';

/** Codes that a penalty is tried on: means, `[batch, numbers]`, and draws of them where they vary.
 * */
export interface GivenCodes {
  readonly mean: tf.Tensor2D;
  readonly logVariance?: tf.Tensor2D;
  /** `[rows, numbers]`. Default: the means. */
  readonly z?: tf.Tensor2D;
}

/**
 * The terms that a penalty gives for codes, without a model. Noise is drawn by its fill.
 *
 * @param prior - That of the model. Default: none.
 * @param states - Values of its states by name. Default: as they start.
 */
export function penaltyAlone(
  penalty: Penalty,
  { mean, logVariance, z = mean }: GivenCodes,
  {
    prior,
    states = {},
  }: { readonly prior?: Prior; readonly states?: Readonly<Record<string, number>> } = {},
) {
  const [batch, numbers] = mean.shape;
  const declarations = new Declarations(0);
  const shapes = { code: [numbers] };
  const builtPrior = prior?.build(new Context(declarations, 'prior', { kind: 'prior', shapes }));
  const built = penalty.build(
    new Context(declarations, 'penalty', { kind: 'penalty', shapes, prior: builtPrior }),
  );
  for (const { name, variable } of declarations.variables) {
    const own = name.replace('penalty/', '');
    if (Object.hasOwn(states, own)) variable.assign(tf.fill(variable.shape, states[own]));
  }
  const moments: Moments | undefined = logVariance && { mean, logVariance };
  const frame = {
    noise({ name, shape, fill, per }) {
      const all = per === 'batch' ? shape : [z.shape[0], ...shape];
      const values = new Float32Array(all.reduce((product, d) => product * d, 1));
      fill(new RandomStream(1, name), values);
      return tf.tensor(values, [...all]);
    },
    number: ({ value }) => value as number,
    perDraw: (x) => repeatRows(x, z.shape[0] / batch),
  } as Pick<Frame, 'noise' | 'number' | 'perDraw'> as Frame;
  const coded = { z, mean, ...(moments && { moments }) };
  return built.terms({ coded } as PenaltyInput, frame);
}
