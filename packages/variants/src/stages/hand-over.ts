import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { Autoencoder, encodeMode, RandomStream, type Model } from '@autoencoder-zoo/core';

/**
 * Gives the weights of autoencoders, trained layer by layer, to a deep model that consists of
 * their layers: a classifier gets the encoders, an autoencoder also the decoders in the reverse
 * order ("unrolled", Hinton & Salakhutdinov, "Reducing the Dimensionality of Data with Neural
 * Networks", 2006). A decoder that is tied gives the transposed kernels of its encoder. The
 * layers stay as they are, and the deep model gets copies; it has the scaling of the first one.
 *
 * @param layers - From the input on; each codes what the one before gives, without a
 * scaling of its own.
 * @param model - Of fully connected layers, such as `denseEncoder`, `deterministicCode` and
 * `denseDecoder` make.
 * @throws Error if shapes do not fit, or if activations differ, so that its codes
 * would not be theirs.
 */
export function handOver(layers: readonly Autoencoder[], model: Model): void {
  const [first, ...above] = layers;
  for (const { scaling } of above) {
    if (scaling.kind === 'none') continue;
    throw new Error(
      `a layer above the first has the scaling "${scaling.kind}", for which a deep model has no place; make it without`,
    );
  }
  tf.tidy(() => {
    copy('encoder', layers.flatMap(encoderOf), encoderOf(model));
    if (model instanceof Autoencoder) {
      const decoders = layers.toReversed().flatMap(wholeDecoderOf);
      copy('decoder', decoders, layersOf(model, ['decoder']));
    }
    refuseOtherCodes(layers, model);
  });
  if (first.isScaled) model.setScaling(first.scaling);
}

/** Weights of one layer by name: `kernel` and `bias`. */
type Weights = Readonly<Record<string, tf.Tensor>>;

/** The layers of some parts in the order of their declaration. */
function layersOf(model: Model, parts: readonly string[]): Record<string, tf.Variable>[] {
  const layers = new Map<string, Record<string, tf.Variable>>();
  for (const { name, variable } of model.variables) {
    if (!parts.includes(name.split('/')[0])) continue;
    const end = name.lastIndexOf('/');
    const layer = layers.get(name.slice(0, end)) ?? {};
    layers.set(name.slice(0, end), { ...layer, [name.slice(end + 1)]: variable });
  }
  return [...layers.values()];
}

function encoderOf(model: Model) {
  return layersOf(model, ['encoder', 'code']);
}

/** The decoder's layers; tied ones have the kernels that they mirror. */
function wholeDecoderOf(model: Model): Weights[] {
  const mirrored = encoderOf(model).toReversed();
  return layersOf(model, ['decoder']).map((layer, i) =>
    'kernel' in layer ? layer : { ...layer, kernel: tf.transpose(mirrored[i]['kernel']) },
  );
}

function copy(
  part: string,
  from: readonly Weights[],
  to: readonly Record<string, tf.Variable>[],
): void {
  const fits = (sink: Weights, source: Weights | undefined) =>
    Object.entries(sink).every(
      ([name, { shape }]) => String(source?.[name]?.shape) === String(shape),
    );
  if (from.length !== to.length || !to.every((sink, i) => fits(sink, from[i]))) {
    throw new Error(
      `the ${part} of the deep model must consist of the layers' own, ${described(from)}, but it has ${described(to)}`,
    );
  }
  to.forEach((sink, i) => {
    for (const [name, variable] of Object.entries(sink)) variable.assign(tf.clone(from[i][name]));
  });
}

function described(layers: readonly Weights[]): string {
  const shapes = layers.map((layer) => `[${Object.values(layer)[0].shape.join(', ')}]`);
  return shapes.join(', ') || 'none';
}

/** Weights alone do not make the same code: activations stand in the parts of the deep model. */
function refuseOtherCodes(layers: readonly Autoencoder[], model: Model): void {
  const shape = [4, ...model.inputShape];
  const size = tf.util.sizeFromShape(shape);
  const x = tf.tensor(new RandomStream(0, 'probe').uniform(new Float32Array(size)), shape);
  const theirs = layers.reduce((codes, layer) => encode(layer, codes), x);
  const largest = (tensor: tf.Tensor) => tf.max(tf.abs(tensor)).dataSync()[0];
  if (largest(tf.sub(encode(model, x), theirs)) > 1e-4 * (1 + largest(theirs))) {
    throw new Error(
      'the codes of the deep model are not those of the layers, although its weights are; give it their activations',
    );
  }
}

function encode({ network }: Model, x: tf.Tensor): tf.Tensor {
  return network.encode(x, network.batch({ x }, encodeMode));
}
