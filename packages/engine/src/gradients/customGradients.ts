import * as tf from '#tensorflow';

/** A value, and its gradients by what it was made of. */
interface Custom {
  readonly value: tf.Tensor;
  readonly gradFunc: (gradient: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor | tf.Tensor[];
}

/** As TF.js has it inside, without the types of its public side. */
type CustomGrad = (
  forward: (...given: (tf.Tensor | tf.GradSaveFunc)[]) => Custom,
) => (...inputs: tf.Tensor[]) => tf.Tensor;

/**
 * Keeps the inputs of custom gradients until these have run. TF.js disposes of values that were
 * computed unless they are saved, which `tf.logSigmoid`, for one, does not do.
 */
export function keepInputsOfCustomGradients(): void {
  const engine = tf.engine() as unknown as { customGrad: CustomGrad };
  const original = engine.customGrad.bind(engine);
  engine.customGrad = (forward) =>
    original((...given) => {
      const inputs = given.slice(0, -1) as tf.Tensor[];
      const save = given.at(-1) as tf.GradSaveFunc;
      let own: tf.Tensor[] = [];
      const { value, gradFunc } = forward(...inputs, (tensors: tf.Tensor[]) => {
        own = tensors;
      });
      save([...own, ...inputs]);
      return {
        value,
        gradFunc: (gradient, saved) => gradFunc(gradient, saved.slice(0, own.length)),
      };
    });
}
