import { quoted, type Shape } from '@autoencoder-zoo/core';
import { initializers, layers, type LayerVariable } from '@tensorflow/tfjs-layers';

type AddWeight = (
  this: layers.Layer,
  name: string,
  shape: Shape,
  dtype: unknown,
  initialiser: unknown,
  ...rest: readonly unknown[]
) => LayerVariable;

/** Through `addWeight` all layers make their weights. */
const prototype = layers.Layer.prototype as unknown as { addWeight: AddWeight };

/**
 * Makes layers whose weights are zeros, whatever their initialisers are: these can
 * take any time and memory, and those of cells in a stack run even where
 * TensorFlow.js is told that weights follow.
 *
 * @param mostValues - Numbers that the weights may have together.
 * @param make - Makes them at once, not later.
 * @throws RangeError naming the first weight that needs more; nothing is left of the others.
 */
export function withZeros<T>(mostValues: number, make: () => T): T {
  const { addWeight } = prototype;
  const zeros = initializers.zeros();
  const made: LayerVariable[] = [];
  let left = mostValues;
  prototype.addWeight = function (name, shape, dtype, _initialiser, ...rest) {
    left -= shape.reduce((product, dimension) => product * dimension, 1);
    if (!(left >= 0)) {
      throw new RangeError(
        `the layer ${quoted(this.name)} has a weight ${quoted(name)} of shape [${shape.join(', ')}], for which the saved weights, ${mostValues} numbers in all, are too few`,
      );
    }
    // The last argument is another initialiser, for where weights follow.
    const weight = addWeight.call(this, name, shape, dtype, zeros, ...rest.slice(0, 3));
    made.push(weight);
    return weight;
  };
  try {
    return make();
  } catch (error) {
    for (const weight of made) weight.dispose();
    throw error;
  } finally {
    prototype.addWeight = addWeight;
  }
}
