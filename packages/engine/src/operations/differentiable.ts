import * as tf from '#tensorflow';

/** Named tensors; an absent one is `undefined`. */
type Inputs = Readonly<Record<string, tf.Tensor | undefined>>;

/**
 * `tf.customGrad` with names: a function of tensors with a gradient of our own.
 *
 * @param inputs - What is differentiated; the closures use these tensors directly.
 * @param forward - Gives the result, and in `saved` every tensor that `backward` will
 * use (in arrays and objects of any depth): all others are disposed of before it runs.
 * @param backward - Maps the gradient of the result to the gradients of the inputs.
 */
export function differentiable<I extends Inputs, S, R extends tf.Tensor>(
  inputs: I,
  forward: () => { value: R; saved: S },
  backward: (gradient: R, saved: S) => { readonly [Name in keyof I]: I[Name] },
): R {
  const names = Object.keys(inputs).filter((name) => inputs[name] !== undefined);
  const operation = tf.customGrad<R>((...parameters) => {
    const save = parameters.at(-1) as tf.GradSaveFunc;
    const { value, saved } = forward();
    const tensors: tf.Tensor[] = [];
    mapTensors(saved, (tensor) => {
      tensors.push(tensor);
      return tensor;
    });
    save(tensors);
    const gradFunc = (gradient: R, kept: tf.Tensor[]) => {
      const rest = kept.values();
      const gradients = backward(
        gradient,
        mapTensors(saved, () => rest.next().value!),
      );
      return names.map((name) => gradients[name]!);
    };
    return { value, gradFunc };
  });
  return operation(...names.map((name) => inputs[name]!));
}

/**
 * Whether a gradient is being taken inside another one. A closed form treats what it saved as
 * constant, so its own gradient would be wrong: operations that have one use plain TF.js then.
 */
export function insideNestedGradient(): boolean {
  return tf.engine().state.gradientDepth > 1;
}

/** The same structure with every tensor replaced. */
function mapTensors<T>(structure: T, replace: (tensor: tf.Tensor) => tf.Tensor): T {
  const map = (part: unknown): unknown => {
    if (part instanceof tf.Tensor) return replace(part as tf.Tensor);
    if (Array.isArray(part)) return part.map(map);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, map(value)]));
  };
  return map(structure) as T;
}
