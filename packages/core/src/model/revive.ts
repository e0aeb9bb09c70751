import { Autoencoder } from './autoencoder.js';
import { Classifier } from './classifier.js';
import type { Parts } from '../network/parts.js';
import type { SavedWeights } from './savedWeights.js';
import { parseSpec, type AutoencoderSpec } from './spec.js';
import { Declarations } from '../parts/declarations.js';
import type { Penalty } from '../parts/kinds.js';
import { ownParts } from '../parts/ownParts.js';
import { revivePart, type AnyPart, type FindPart, type Reviving } from '../parts/part.js';

export type { FindPart } from '../parts/part.js';

/**
 * Builds a model from its spec.
 *
 * @param json - What `model.json` holds.
 * @param saved - Its weights. Default: first ones, by the seed.
 * @throws Error for another format or version, for what is missing or wrong, and for unknown parts;
 * WeightsError if the weights are not those of this model.
 */
export async function reviveModel(
  json: AutoencoderSpec,
  find: FindPart,
  saved?: SavedWeights,
): Promise<Autoencoder | Classifier> {
  const { input, classes, seed, scaling, masked, fittedScaling, columns, labelNames, ...specs } =
    parseSpec(json);
  const parts = await reviveParts(specs, find, saved?.size);
  const declarations = new Declarations(seed, saved);
  try {
    const options = { seed, scaling, declarations };
    const model =
      classes === undefined
        ? new Autoencoder(input, parts, options)
        : new Classifier(input, parts, { ...options, classes });
    saved?.refuseLeft();
    Object.assign(model, { masked, columns, labelNames });
    if (fittedScaling) model.setScaling(fittedScaling);
    return model;
  } catch (error) {
    const { penalties, ...others } = parts;
    for (const part of [...Object.values(others), ...penalties]) part?.release?.();
    declarations.dispose();
    throw error;
  }
}

async function reviveParts(
  specs: Pick<AutoencoderSpec, keyof Parts>,
  find: FindPart,
  mostValues = Infinity,
): Promise<Parts> {
  const made: AnyPart[] = [];
  const reviving: Reviving = {
    mostValues,
    find: async (kind, name) =>
      ownParts.find((part) => part.kind === kind && part.partName === name) ??
      (await find(kind, name)),
    made: (part) => void made.push(part),
  };
  const { corruption, prior, penalties } = specs;
  try {
    const revived: Penalty[] = [];
    for (const penalty of penalties) revived.push(await revivePart('penalty', penalty, reviving));
    return {
      corruption: corruption && (await revivePart('corruption', corruption, reviving)),
      encoder: await revivePart('encoder', specs.encoder, reviving),
      code: await revivePart('code', specs.code, reviving),
      prior: prior && (await revivePart('prior', prior, reviving)),
      decoder: await revivePart('decoder', specs.decoder, reviving),
      likelihood: await revivePart('likelihood', specs.likelihood, reviving),
      penalties: revived,
      objective: await revivePart('objective', specs.objective, reviving),
    };
  } catch (error) {
    for (const part of made) part.release?.();
    throw error;
  }
}

/**
 * Builds an autoencoder from its spec, with first weights.
 *
 * @param json - What `model.json` holds.
 * @throws Error for another format or version, for what is missing or wrong, for unknown parts, and
 * for a classifier.
 */
export async function reviveAutoencoder(
  json: AutoencoderSpec,
  find: FindPart,
): Promise<Autoencoder> {
  return expectAutoencoder(await reviveModel(json, find));
}

/** @throws Error for a classifier. */
export function expectAutoencoder(model: Autoencoder | Classifier): Autoencoder {
  if (model instanceof Autoencoder) return model;
  throw new Error('this is a classifier; load it with `loadClassifier`');
}

/** @throws Error for an autoencoder. */
export function expectClassifier(model: Autoencoder | Classifier): Classifier {
  if (model instanceof Classifier) return model;
  throw new Error('this is an autoencoder; load it with `loadAutoencoder`, or `load` of the zoo');
}
