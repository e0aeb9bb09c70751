import { bytesOf, type FileContents } from '../files/contents.js';
import { digestOf } from '../files/digest.js';
import { decodeJson } from '../files/json.js';
import { encodeSafetensors, type SafeTensor } from '../files/safetensors.js';
import type { Autoencoder } from './autoencoder.js';
import type { Classifier } from './classifier.js';
import { autoencoderGraphs, classifierGraphs } from './describeGraphs.js';
import { exportClassifier, exportDecoder, exportEncoder, exportPrior } from './exportGraphs.js';
import type { Model } from './model.js';
import { format, modelFile, weightsFile } from './format.js';
import type { GraphsForm } from './graphsForm.js';

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
  return withSpec(model, autoencoderGraphs(model), {
    [weightsFile]: encodeSafetensors(weightsOf(model)),
    'encoder.onnx': exportEncoder(model),
    'decoder.onnx': exportDecoder(model),
    ...(prior && { 'prior.onnx': exportPrior(model, prior) }),
  });
}

/** The files of a saved classifier by name. */
export function classifierFiles(model: Classifier): Promise<Record<string, Uint8Array>> {
  return withSpec(model, classifierGraphs(model), {
    [weightsFile]: encodeSafetensors(weightsOf(model)),
    'encoder.onnx': exportEncoder(model),
    'classifier.onnx': exportClassifier(model),
  });
}

/**
 * Adds the spec, which says what the graphs are and, by their digests, which files were saved with
 * it.
 */
async function withSpec(
  { spec }: Model,
  graphs: GraphsForm,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<Record<string, Uint8Array>> {
  const digests = await Promise.all(
    Object.entries(files).map(async ([name, bytes]) => [name, await digestOf(bytes)] as const),
  );
  const sha256: unknown = Object.fromEntries(digests);
  const held = JSON.stringify({ ...spec, graphs, sha256 }, null, 2);
  return { [modelFile]: bytesOf(`${held}\n`), ...files };
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
