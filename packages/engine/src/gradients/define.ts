import * as tf from '#tensorflow';

/** Gradients of a kernel's inputs by their names, each computed when it is asked for. */
export type Gradients = Readonly<Record<string, () => tf.Tensor>>;

/** How the gradient of a kernel's output becomes those of its inputs. */
export type Backward<Attributes> = (
  dy: tf.Tensor,
  saved: readonly tf.Tensor[],
  attributes: Attributes,
) => Gradients;

/**
 * Defines the gradient of a kernel with one output.
 *
 * @param saved - Names of the inputs that `backward` gets, in this order.
 */
export function gradient<Attributes = object>(
  kernelName: string,
  saved: readonly string[],
  backward: Backward<Attributes>,
): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: [...saved],
    gradFunc: (dy, tensors, attributes) =>
      backward(dy as tf.Tensor, tensors, attributes as Attributes),
  };
}

/** The gradient of an input that changes nothing, or only in jumps. */
export const none =
  ({ shape }: tf.Tensor) =>
  () =>
    tf.zeros(shape);
