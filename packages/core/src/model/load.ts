import { decodeJson } from '../files/json.js';
import { decodeSafetensors } from '../files/safetensors.js';
import type { Autoencoder } from './autoencoder.js';
import { reviveAutoencoder, type FindPart } from './revive.js';
import { putBack } from './snapshot.js';
import { modelFile, weightsFile, type AutoencoderSpec } from './spec.js';

/**
 * Loads a model that `model.save(folder)` wrote. Nothing in the folder is run as code. Node only.
 *
 * @param find - Finds the parts that the spec names; the zoo's `load` brings one for all of its own.
 * @throws Error naming the file if it is missing, damaged or does not fit the others, and the part
 * if it is unknown.
 */
export async function loadAutoencoder(folder: string, find: FindPart): Promise<Autoencoder> {
  const { readFromFolder } = await import('../files/node.js');
  const name = (file: string) => `${folder}/${file}`;
  const spec = decodeJson(await readFromFolder(folder, modelFile), name(modelFile));
  const weights = await readFromFolder(folder, weightsFile);
  const { tensors } = decodeSafetensors(weights, name(weightsFile));
  try {
    const model = await reviveAutoencoder(spec as AutoencoderSpec, find);
    putBack(
      model,
      Object.fromEntries(Array.from(tensors, ([key, { data }]) => [key, data as Float32Array])),
    );
    return model;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`could not load ${folder}: ${reason}`, { cause });
  }
}
