import * as tf from '@autoencoder-zoo/engine/tensorflow';
import { exportModel } from '@autoencoder-zoo/engine/graph';
import type { Batch } from '../batch/batch.js';
import { columnsOf, inputNames } from '../batch/inputNames.js';
import { decodeMode, encodeMode, reconstructMode, sampleMode, type Mode } from '../batch/mode.js';
import type { FittedScaling } from '../data/scaling.js';
import type { BuiltPrior } from '../parts/kinds.js';
import type { Noise } from '../parts/noise.js';
import type { Autoencoder } from './autoencoder.js';
import type { Classifier } from './classifier.js';
import type { Model } from './model.js';

/** Samples to codes, in the units of the data, with what else the code tells of each. */
export function exportEncoder(model: Model): Uint8Array {
  const { network } = model;
  return exportFromInput(model, encodeMode, (x, batch) => network.describe(x, batch), {
    description: 'Encoder of an autoencoder: samples to codes.',
    outputs: { code: 'the code without noise, one row a sample', ...network.outputs },
  });
}

/** Samples to the probability of each class. */
export function exportClassifier(model: Classifier): Uint8Array {
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

/** Codes to expected samples, in the units of the data. */
export function exportDecoder(model: Autoencoder): Uint8Array {
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

/** Random numbers to codes. */
export function exportPrior(model: Autoencoder, prior: BuiltPrior): Uint8Array {
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
      return { code: tf.clone(model.network.sample(prior, batch)) };
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
  const { offset, factor, grouped } = inGroups(x, scaling);
  return tf.reshape(tf.mul(tf.sub(grouped, offset), factor), x.shape);
}

function unscaled(x: tf.Tensor, scaling: FittedScaling): tf.Tensor {
  if (scaling.kind === 'none') return x;
  const { offset, factor, grouped } = inGroups(x, scaling);
  return tf.reshape(tf.add(tf.div(grouped, factor), offset), x.shape);
}

/** A batch as `[rows, repeats, groups]`, so that offset and factor of each group broadcast. */
function inGroups(x: tf.Tensor, scaling: FittedScaling) {
  const rows = x.shape[0];
  const groups = scaling.offset.length;
  return {
    offset: tf.tensor1d([...scaling.offset]),
    factor: tf.tensor1d([...scaling.factor]),
    grouped: tf.reshape(x, [rows, x.size / rows / groups, groups]),
  };
}
