import { Autoencoder } from './autoencoder.js';
import { Classifier } from './classifier.js';
import type { Parts } from './composition.js';
import type { SavedWeights } from './savedWeights.js';
import { parseSpec, type AutoencoderSpec } from './spec.js';
import { quoted } from '../files/quoted.js';
import { Declarations } from '../parts/build.js';
import { categoricalLikelihood } from '../parts/categoricalLikelihood.js';
import { evidenceLowerBound } from '../parts/evidenceLowerBound.js';
import type {
  Code,
  Corruption,
  Decoder,
  Encoder,
  Likelihood,
  Objective,
  Penalty,
} from '../parts/kinds.js';
import type { PartFactory, PartKind, PartName, PartSpec } from '../parts/part.js';

/** Finds the factory of a part by its kind and versioned name; `undefined` if it is unknown. */
export type FindPart = (
  kind: PartKind,
  name: PartName,
) => Promise<PartFactory<unknown, never> | undefined>;

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

type Releasable = Pick<Encoder, 'release'>;

async function reviveParts(
  specs: Pick<AutoencoderSpec, keyof Parts>,
  find: FindPart,
  mostValues?: number,
): Promise<Parts> {
  const made: Releasable[] = [];
  const revive = async <P extends Releasable>(
    kind: PartKind,
    { part: name, options }: PartSpec,
  ): Promise<P> => {
    const known = ownPart(kind, name) ?? (await find(kind, name));
    if (!known) {
      throw new Error(
        `the ${kind} ${quoted(name)} is unknown here; load the model with a function that finds it`,
      );
    }
    const part = (await known.fromJSON(options, mostValues)) as P;
    made.push(part);
    return part;
  };
  try {
    const penalties: Penalty[] = [];
    for (const penalty of specs.penalties) penalties.push(await revive('penalty', penalty));
    return {
      corruption: specs.corruption && (await revive<Corruption>('corruption', specs.corruption)),
      encoder: await revive<Encoder>('encoder', specs.encoder),
      code: await revive<Code>('code', specs.code),
      decoder: await revive<Decoder>('decoder', specs.decoder),
      likelihood: await revive<Likelihood>('likelihood', specs.likelihood),
      penalties,
      objective: await revive<Objective>('objective', specs.objective),
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
 * @throws Error as {@link reviveModel}, and if it is a classifier's.
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

/** The parts that are core's own. */
function ownPart(kind: PartKind, name: PartName): PartFactory<unknown, never> | undefined {
  if (kind === 'objective' && name === evidenceLowerBound.partName) return evidenceLowerBound;
  if (kind === 'likelihood' && name === categoricalLikelihood.partName) {
    return categoricalLikelihood;
  }
  return undefined;
}
