import {
  loadAutoencoder,
  loadClassifier as loadSavedClassifier,
  type Autoencoder,
  type Classifier,
  type FindPart,
  type SavedModel,
} from '@autoencoder-zoo/core';
import { findPart } from './findPart.js';

/**
 * Loads a model that `model.save(folder)` wrote, whatever parts of the zoo it is made
 * of. Nothing in the folder is run as code.
 *
 * @param from - The model's folder, an address on the network, or its files by name.
 * In a browser a folder is an address, too.
 * @param findOwn - Finds parts that the zoo does not have, by kind and name. Default: none.
 * @throws Error naming the file, if one is missing or damaged, or the part, if it is unknown.
 */
export function load(from: SavedModel, findOwn?: FindPart): Promise<Autoencoder> {
  return loadAutoencoder(from, findEither(findOwn));
}

/**
 * Loads a classifier that `classifier.save(folder)` wrote, as {@link load} an autoencoder.
 *
 * @throws Error as there, and if the folder holds an autoencoder.
 */
export function loadClassifier(from: SavedModel, findOwn?: FindPart): Promise<Classifier> {
  return loadSavedClassifier(from, findEither(findOwn));
}

function findEither(findOwn: FindPart | undefined): FindPart {
  return async (kind, name) => (await findOwn?.(kind, name)) ?? findPart(kind, name);
}
