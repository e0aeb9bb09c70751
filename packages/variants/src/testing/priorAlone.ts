import * as tf from '@tensorflow/tfjs-core';
import {
  Context,
  Declarations,
  type Dataset,
  RandomStream,
  type BuiltPrior,
  type Frame,
  type Prior,
  type Shape,
} from '@autoencoder-zoo/core';

/** A prior built for codes of a shape, without a model. */
export function priorAlone(prior: Prior, code: Shape) {
  const declarations = new Declarations(0);
  const built: BuiltPrior = prior.build(
    new Context(declarations, 'prior', { kind: 'prior', shapes: { code } }),
  );
  const set = (variable: tf.Variable, values: ArrayLike<number>) => {
    tf.tidy(() => {
      variable.assign(tf.tensor(Float32Array.from(values), variable.shape));
    });
  };
  const frame = (rows: number) =>
    ({
      noise({ name, shape, fill }) {
        const values = new Float32Array(shape.reduce((product, d) => product * d, rows));
        fill(new RandomStream(1, name), values);
        return tf.tensor(values, [rows, ...shape]);
      },
    }) as Pick<Frame, 'noise'> as Frame;
  const read = (compute: () => tf.Tensor) => Array.from(tf.tidy(compute).dataSync());
  return {
    built,
    variables: declarations.variables,
    fit: (codes: Dataset, seed = 1) =>
      built.fit!({
        codes,
        seed,
        set,
        trained: declarations.variables.filter((v) => v.trained).map((v) => v.variable),
      }),
    sample: (rows: number) => read(() => built.sample(rows, frame(rows))),
    logDensity: (z: tf.Tensor) => read(() => built.logDensity!(z, frame(z.shape[0]))),
  };
}
