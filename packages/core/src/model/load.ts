import { decodeSafetensors } from '../files/safetensors.js';
import type { Autoencoder } from './autoencoder.js';
import type { Classifier } from './classifier.js';
import type { Model } from './model.js';
import { expectAutoencoder, expectClassifier, reviveModel, type FindPart } from './revive.js';
import type { SavedModel } from './savedFiles.js';
import { SavedWeights, WeightsError } from './savedWeights.js';
import { modelFile, weightsFile } from './format.js';
import type { AutoencoderSpec } from './spec.js';

export type { SavedModel };

/**
 * Loads a model that `model.save(folder)` wrote. Nothing in the folder is run as
 * code. Only `model.json` and `weights.safetensors` are read, both of one save, also
 * while another one goes on.
 *
 * @param find - Finds the parts that the spec names; the zoo's `load` brings one for
 * all of its own.
 * @throws Error naming the file if it is missing, damaged or does not fit the other,
 * or has weights that are not finite, and the part if it is unknown. The sizes that
 * `model.json` implies are compared with the weights before memory is taken for them.
 */
export function loadAutoencoder(from: SavedModel, find: FindPart): Promise<Autoencoder> {
  return loadAs(expectAutoencoder, from, find);
}

/**
 * Loads a classifier that `classifier.save(folder)` wrote, as {@link loadAutoencoder}
 * an autoencoder.
 *
 * @param find - Finds the parts that the spec names; the zoo's `loadClassifier`
 * brings one for all of its own.
 * @throws Error as there, and if the folder holds an autoencoder.
 */
export function loadClassifier(from: SavedModel, find: FindPart): Promise<Classifier> {
  return loadAs(expectClassifier, from, find);
}

async function loadAs<M extends Model>(
  expected: (model: Autoencoder | Classifier) => M,
  from: SavedModel,
  find: FindPart,
): Promise<M> {
  const { readSaved } = await import('./savedFiles.js');
  const { name, spec, files } = await readSaved(from, () => [weightsFile]);
  const { tensors } = decodeSafetensors(files[weightsFile], `${name}/${weightsFile}`);
  let model: Autoencoder | Classifier;
  try {
    model = await reviveModel(spec as AutoencoderSpec, find, new SavedWeights(tensors));
  } catch (cause) {
    const file = cause instanceof WeightsError ? weightsFile : modelFile;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`could not load ${name}: ${file}: ${reason}`, { cause });
  }
  try {
    return expected(model);
  } catch (cause) {
    model.dispose();
    throw new Error(`could not load ${name}: ${(cause as Error).message}`, { cause });
  }
}
