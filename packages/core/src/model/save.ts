import * as tf from '@tensorflow/tfjs-core';
import { exportModel } from '@autoencoder-zoo/engine';
import type { FittedScaling } from '../data/scaling.js';
import { bytesOf, type FileContents } from '../files/contents.js';
import { digestOf } from '../files/digest.js';
import { decodeJson } from '../files/json.js';
import { encodeSafetensors, type SafeTensor } from '../files/safetensors.js';
import type { Batch } from '../batch/batch.js';
import { columnsOf, inputNames } from '../batch/inputs.js';
import { decodeMode, encodeMode, reconstructMode, sampleMode, type Mode } from '../batch/mode.js';
import type { BuiltPrior } from '../parts/kinds.js';
import type { Noise } from '../parts/noise.js';
import type { Autoencoder } from './autoencoder.js';
import type { Classifier } from './classifier.js';
import type { Model } from './model.js';
import { format, modelFile, weightsFile } from './spec.js';

/**
 * Writes the files of a model into a folder; see {@link Model.save}.
 *
 * @param extra - Files to go with them.
 */
export async function saveModel(
  folder: string | URL,
  files: Readonly<Record<string, FileContents>>,
  extra: Readonly<Record<string, FileContents>>,
): Promise<void> {
  const taken = Object.keys(extra).find((name) =>
    [...Object.keys(files), ...graphs].includes(name),
  );
  if (taken !== undefined) {
    throw new RangeError(`save: "${taken}" is a file of the model; give yours another name`);
  }
  const { writeFolderAtomically } = await import('#files');
  await writeFolderAtomically(
    folder,
    { ...files, ...extra },
    { removes: graphs, isOurs: async (read) => isSpec(await read(modelFile)) },
  );
}

/** Not all are of each kind of model. */
const graphs = ['encoder.onnx', 'decoder.onnx', 'prior.onnx', 'classifier.onnx'];

function isSpec(bytes: Uint8Array | undefined): boolean {
  if (!bytes) return false;
  try {
    const spec = decodeJson(bytes, modelFile) as { readonly format?: unknown } | null;
    return spec?.format === format;
  } catch {
    return false;
  }
}

/** The files of a saved autoencoder by name. */
export function autoencoderFiles(model: Autoencoder): Promise<Record<string, Uint8Array>> {
  const { prior } = model.network.built;
  return withSpec(model, {
    [weightsFile]: encodeSafetensors(weightsOf(model)),
    'encoder.onnx': exportEncoder(model),
    'decoder.onnx': exportDecoder(model),
    ...(prior && { 'prior.onnx': exportPrior(model, prior) }),
  });
}

/** The files of a saved classifier by name. */
export function classifierFiles(model: Classifier): Promise<Record<string, Uint8Array>> {
  return withSpec(model, {
    [weightsFile]: encodeSafetensors(weightsOf(model)),
    'encoder.onnx': exportEncoder(model),
    'classifier.onnx': exportClassifier(model),
  });
}

/** Adds the spec, which says by their digests which files were saved with it. */
async function withSpec(
  { spec }: Model,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Record<string, Uint8Array>> {
  const digests = await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => [name, await digestOf(bytes)] as const),
  );
  const sha256: unknown = Object.fromEntries(digests);
  return { [modelFile]: bytesOf(`${JSON.stringify({ ...spec, sha256 }, null, 2)}\n`), ...files };
}

/** All weights and state of a model by name. */
export function weightsOf(model: Model): Map<string, SafeTensor> {
  return new Map(
    model.variables.map(({ name, variable }) => [
      name,
      { data: variable.dataSync<'float32'>(), shape: variable.shape },
    ]),
  );
}

function exportEncoder(model: Model): Uint8Array {
  const { network } = model;
  return exportFromInput(model, encodeMode, (x, batch) => network.describe(x, batch), {
    description: 'Encoder of an autoencoder: samples to codes.',
    outputs: { code: 'the code without noise, one row a sample', ...network.built.code.outputs },
  });
}

function exportClassifier(model: Classifier): Uint8Array {
  return exportFromInput(
    model,
    reconstructMode,
    (x, batch) => ({ probabilities: model.probabilities(x, batch) }),
    {
      description: 'Classifier on the code of an autoencoder: samples to probabilities.',
      outputs: { probabilities: 'the probability of each class, one row a sample' },
    },
  );
}

/** Exports what is computed of samples in the units of the data. */
function exportFromInput(
  model: Model,
  mode: Mode,
  compute: (x: tf.Tensor, batch: Batch) => Record<string, tf.Tensor>,
  about: { readonly description: string; readonly outputs: Readonly<Record<string, string>> },
): Uint8Array {
  const { inputShape, masked, scaling } = model;
  const { specs, descriptions, rename } = columnInputs(model, mode);
  return exportModel(
    (inputs) => {
      const x = scaled(inputs[inputNames.x], scaling);
      return compute(x, model.network.batch({ ...rename(inputs), [inputNames.x]: x }, mode));
    },
    {
      inputs: {
        [inputNames.x]: { shape: inputShape },
        ...(masked && { [inputNames.mask]: { shape: [inputShape[0]] } }),
        ...specs,
      },
      variables: variablesOf(model),
      description: about.description,
      descriptions: {
        x: 'samples in the units of the data; scaling is inside',
        mask: '1 for each step that exists, 0 for the others',
        ...descriptions,
        ...about.outputs,
      },
    },
  );
}

function exportDecoder(model: Autoencoder): Uint8Array {
  const { specs, descriptions, rename } = columnInputs(model, decodeMode);
  return exportModel(
    (inputs) => {
      const { code } = inputs;
      const batch = model.network.batch({ [inputNames.x]: code, ...rename(inputs) }, decodeMode);
      return { output: unscaled(model.network.decode(code, batch), model.scaling) };
    },
    {
      inputs: { code: { shape: model.codeShape }, ...specs },
      variables: variablesOf(model),
      description: 'Decoder of an autoencoder: codes to samples.',
      descriptions: {
        code: 'codes, one row a sample',
        ...descriptions,
        output: 'the expected sample in the units of the data; scaling is inside',
      },
    },
  );
}

function exportPrior(model: Autoencoder, prior: BuiltPrior): Uint8Array {
  const sites = model.network.declarations.noise.filter(({ of }) => of === 'prior');
  const { specs, descriptions, rename } = columnInputs(model, sampleMode);
  return exportModel(
    (inputs) => {
      const drawn = sites.map((site) => [
        inputNames.noise(site),
        drawnFor(site, inputs[site.name]),
      ]);
      const noise = Object.fromEntries(drawn) as Record<string, tf.Tensor>;
      const batch = model.network.batch({ ...rename(inputs), ...noise }, sampleMode);
      return { code: tf.clone(prior.sample(batch.size, batch)) };
    },
    {
      inputs: {
        ...Object.fromEntries(sites.map(({ name, shape }) => [name, { shape }])),
        ...specs,
      },
      variables: variablesOf(model),
      description: 'Prior of an autoencoder: random numbers to codes, which the decoder reads.',
      descriptions: {
        ...Object.fromEntries(sites.map((site) => [site.name, aboutNoise(site)])),
        ...descriptions,
        code: 'new codes, one row for each row of random numbers',
      },
    },
  );
}

/** Every input has a row for each code; of what is drawn once a batch the first one counts. */
const drawnFor = ({ per }: Noise, rows: tf.Tensor): tf.Tensor =>
  per === 'batch' ? tf.squeeze(tf.slice(rows, 0, 1), [0]) : rows;

const aboutNoise = ({ fill, per }: Noise): string =>
  `${fill.description ?? 'random numbers'}, ${per === 'batch' ? 'of which the first row counts' : 'drawn anew for each code'}`;

/** The columns that parts read, as inputs of their own names. */
function columnInputs({ network }: Model, mode: Mode) {
  const columns = columnsOf(network.declarations, mode);
  return {
    specs: Object.fromEntries(columns.map(({ name, shape }) => [name, { shape }])),
    descriptions: Object.fromEntries(
      columns.map(({ name, classes }) => [
        name,
        classes === undefined
          ? `the column "${name}" beside each sample`
          : 'a one at the class of each sample, zeros elsewhere',
      ]),
    ),
    rename: (inputs: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor> => ({
      ...inputs,
      ...Object.fromEntries(
        columns.map((column) => [inputNames.column(column), inputs[column.name]]),
      ),
    }),
  };
}

const variablesOf = ({ variables }: Model): Record<string, tf.Variable> =>
  Object.fromEntries(variables.map(({ name, variable }) => [name, variable]));

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
