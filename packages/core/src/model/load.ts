import { bytesOf, type FileContents } from '../files/contents.js';
import { fetchFromFolder } from '../files/fetched.js';
import { decodeJson } from '../files/json.js';
import { decodeSafetensors } from '../files/safetensors.js';
import type { Autoencoder } from './autoencoder.js';
import type { Classifier } from './classifier.js';
import type { Model } from './model.js';
import { expectAutoencoder, expectClassifier, reviveModel, type FindPart } from './revive.js';
import { SavedWeights, WeightsError } from './savedWeights.js';
import { modelFile, weightsFile, type AutoencoderSpec } from './spec.js';

/**
 * Where a saved model is: a folder, the address of one on the network, or its files by name. In a
 * browser a folder is an address, too.
 */
export type SavedModel = string | URL | Readonly<Record<string, FileContents>>;

/**
 * Loads a model that `model.save(folder)` wrote. Nothing in the folder is run as code. Only
 * `model.json` and `weights.safetensors` are read.
 *
 * @param find - Finds the parts that the spec names; the zoo's `load` brings one for all of its own.
 * @throws Error naming the file if it is missing, damaged or does not fit the other, or has weights that
 * are not finite, and the part if it is unknown. The sizes that `model.json` implies are compared with
 * the weights before memory is taken for them.
 */
export function loadAutoencoder(from: SavedModel, find: FindPart): Promise<Autoencoder> {
  return loadAs(expectAutoencoder, from, find);
}

/**
 * Loads a classifier that `classifier.save(folder)` wrote, as {@link loadAutoencoder} an autoencoder.
 *
 * @param find - Finds the parts that the spec names; the zoo's `loadClassifier` brings one for all of
 * its own.
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
  const { name, read } = readerOf(from);
  const nameOf = (file: string) => `${name}/${file}`;
  const spec = decodeJson(await read(modelFile), nameOf(modelFile));
  const { tensors } = decodeSafetensors(await read(weightsFile), nameOf(weightsFile));
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

interface Reader {
  /** For messages. */
  readonly name: string;
  readonly read: (file: string) => Promise<Uint8Array>;
}

function readerOf(from: SavedModel): Reader {
  if (typeof from !== 'string' && !(from instanceof URL)) {
    // eslint-disable-next-line @typescript-eslint/require-await -- errors become rejections
    return { name: 'the given files', read: async (file) => bytesOf(fileOf(from, file)) };
  }
  const name = String(from).replace(/\/$/, '');
  if (/^https?:\/\//.test(name)) return { name, read: (file) => fetchFromFolder(name, file) };
  return {
    name,
    read: async (file) => (await import('#files')).readFromFolder(name, file),
  };
}

function fileOf(files: Readonly<Record<string, FileContents>>, file: string): FileContents {
  if (Object.hasOwn(files, file)) return files[file];
  const names = Object.keys(files).join(', ') || 'none';
  throw new Error(`could not load the given files: ${file} is not among them; they are: ${names}`);
}
