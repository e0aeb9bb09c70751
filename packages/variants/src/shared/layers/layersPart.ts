import type { Context, Frame, Shape } from '@autoencoder-zoo/core';
import { Variable, type Tensor } from '@autoencoder-zoo/engine/tensorflow';
import { LayersModel } from '@tensorflow/tfjs-layers';
import { z } from 'zod';

/** Options of the parts that are a `tf.LayersModel`. */
export interface LayersOptions {
  /**
   * A model with one input and one output, built or loaded with TensorFlow.js. Its weights become
   * the autoencoder's: they are trained, saved and restored with it.
   */
  readonly model: LayersModel;
}

/** Checks {@link LayersOptions}. */
export const layersOptions = z.strictObject({ model: z.instanceof(LayersModel) });

/** The model's topology as JSON. */
export function serialiseLayers({ model }: LayersOptions): Record<string, unknown> {
  return { topology: renumbered(model.toJSON(null, false)) };
}

/** Frees the weights of a model that nobody else has. */
export function releaseLayers({ model }: LayersOptions): void {
  model.dispose();
}

/**
 * TensorFlow.js numbers the layers of a process (`dense_Dense7`), so that models made by the same
 * code would differ. Here the numbers begin anew with each model.
 */
export function renumbered(topology: unknown): unknown {
  const counts = new Map<string, number>();
  const names = new Map<unknown, string>();
  JSON.stringify(topology, (key, value: unknown) => {
    if (key === 'name' && typeof value === 'string' && /\d$/.test(value) && !names.has(value)) {
      const kind = value.replace(/\d+$/, '');
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      names.set(value, `${kind}${count}`);
    }
    return value;
  });
  // Names stand in configurations, and in the lists of what a layer is connected with.
  const isName = (key: string) => key === 'name' || /^\d+$/.test(key);
  return JSON.parse(JSON.stringify(topology), (key, value: unknown) =>
    isName(key) ? (names.get(value) ?? value) : value,
  );
}

/** A model wired into an autoencoder. */
export interface BuiltLayers {
  /** Output shape of one sample. */
  readonly shape: Shape;
  /** As in training where the frame changes its averages. */
  apply(x: Tensor, frame: Frame): Tensor;
}

/**
 * Takes the weights of a `tf.LayersModel` into the autoencoder.
 *
 * @param part - Whose model it is, for messages.
 * @param expected - Shape of one sample that will come in.
 * @throws RangeError if the model has several inputs or outputs, or takes another shape.
 */
export function adoptLayers(
  part: string,
  { model }: LayersOptions,
  context: Context,
  expected: Shape,
): BuiltLayers {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw new RangeError(
      `${part} needs a model with one input and one output, but "${model.name}" has ${model.inputs.length} and ${model.outputs.length}`,
    );
  }
  const [input, output] = [model.inputs[0], model.outputs[0]];
  const takes = input.shape.slice(1);
  if (
    takes.length !== expected.length ||
    takes.some((d, axis) => d !== null && d !== expected[axis])
  ) {
    throw new RangeError(
      `${part}: the model "${model.name}" takes samples of shape [${takes.join(', ')}], but gets [${expected.join(', ')}]; add a reshape layer or change the input's shape`,
    );
  }
  const shape = output.shape.slice(1).map((dimension) => {
    if (dimension !== null) return dimension;
    throw new RangeError(
      `${part}: the model "${model.name}" gives samples of unknown shape [${output.shape.slice(1).join(', ')}]; fix the shape of its input`,
    );
  });
  const trained = new Set(model.trainableWeights.map(({ id }) => id));
  model.weights.forEach((weight, i) => {
    const variable = weight.read();
    if (!(variable instanceof Variable)) {
      throw new TypeError(`${part}: the weight "${weight.name}" of "${model.name}" is no variable`);
    }
    const name = weight.originalName.split('/').at(-1)!;
    context.adopt(`${i}:${name}`, variable as Variable, trained.has(weight.id));
  });
  const first = model.weights.at(0)?.read() as Variable | undefined;
  return {
    shape,
    apply(x, frame) {
      // A model that is left out of training normalises as when it is used.
      const training = first ? frame.changes(first) : frame.mode === 'train';
      return model.apply(x, { training }) as Tensor;
    },
  };
}
