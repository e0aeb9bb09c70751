import * as tf from '@tensorflow/tfjs-core';
import { exportModel } from '@autoencoder-zoo/engine';
import type { FittedScaling } from '../data/scaling.js';
import { bytesOf, type FileContents } from '../files/contents.js';
import { encodeSafetensors, type SafeTensor } from '../files/safetensors.js';
import { frameOf, meanMode } from '../parts/frame.js';
import type { Autoencoder } from './autoencoder.js';
import { modelFile, weightsFile } from './spec.js';

/** Writes a model as a folder; see {@link Autoencoder.save}. */
export async function saveAutoencoder(
  model: Autoencoder,
  folder: string,
  extra: Readonly<Record<string, FileContents>>,
): Promise<void> {
  const { writeFolderAtomically } = await import('#files');
  const files = { ...modelFiles(model), ...extra };
  await writeFolderAtomically(folder, files, {
    replaces: ['history.json', 'checkpoint.safetensors'],
  });
}

/** The files of a saved model by name; see {@link Autoencoder.files}. */
export function modelFiles(model: Autoencoder): Record<string, Uint8Array> {
  return {
    [modelFile]: bytesOf(`${JSON.stringify(model.spec, null, 2)}\n`),
    [weightsFile]: encodeSafetensors(weightsOf(model)),
    'encoder.onnx': exportEncoder(model),
    'decoder.onnx': exportDecoder(model),
  };
}

/** All weights and state of a model by name. */
export function weightsOf(model: Autoencoder): Map<string, SafeTensor> {
  return new Map(
    model.variables.map(({ name, variable }) => [
      name,
      { data: variable.dataSync<'float32'>(), shape: variable.shape },
    ]),
  );
}

function exportEncoder(model: Autoencoder): Uint8Array {
  const { inputShape, masked, composition } = model;
  return exportModel(
    (inputs) => ({
      code: composition.encode(scaled(inputs['x'], model.scaling), frameOf(inputs, meanMode)),
    }),
    {
      inputs: {
        x: { shape: inputShape },
        ...(masked && { mask: { shape: [inputShape[0]] } }),
      },
      variables: model.variables.map(({ variable }) => variable),
    },
  );
}

function exportDecoder(model: Autoencoder): Uint8Array {
  return exportModel(
    (inputs) => ({
      output: unscaled(
        model.composition.decode(inputs['code'], frameOf(inputs, meanMode)),
        model.scaling,
      ),
    }),
    {
      inputs: { code: { shape: model.codeShape } },
      variables: model.variables.map(({ variable }) => variable),
    },
  );
}

function scaled(x: tf.Tensor, scaling: FittedScaling): tf.Tensor {
  if (scaling.kind === 'none') return x;
  const { offset, factor, grouped } = columns(x, scaling);
  return tf.reshape(tf.mul(tf.sub(grouped, offset), factor), x.shape);
}

function unscaled(x: tf.Tensor, scaling: FittedScaling): tf.Tensor {
  if (scaling.kind === 'none') return x;
  const { offset, factor, grouped } = columns(x, scaling);
  return tf.reshape(tf.add(tf.div(grouped, factor), offset), x.shape);
}

/** A batch as `[rows, repeats, groups]`, so that offset and factor of each group broadcast. */
function columns(x: tf.Tensor, scaling: FittedScaling) {
  const rows = x.shape[0];
  const groups = scaling.offset.length;
  return {
    offset: tf.tensor1d([...scaling.offset]),
    factor: tf.tensor1d([...scaling.factor]),
    grouped: tf.reshape(x, [rows, x.size / rows / groups, groups]),
  };
}
