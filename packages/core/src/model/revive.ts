import { Autoencoder } from './autoencoder.js';
import { Classifier } from './classifier.js';
import { parseSpec, type AutoencoderSpec } from './spec.js';
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
 * Builds a model from its spec, with first weights.
 *
 * @param json - What `model.json` holds.
 * @throws Error for another format or version, for what is missing or wrong, and for unknown parts.
 */
export async function reviveModel(
  json: AutoencoderSpec,
  find: FindPart,
): Promise<Autoencoder | Classifier> {
  const spec = parseSpec(json);
  const revive = async <P>(kind: PartKind, { part, options }: PartSpec): Promise<P> => {
    const known = ownPart(kind, part) ?? (await find(kind, part));
    if (!known) {
      throw new Error(
        `the ${kind} "${part}" is unknown here; load the model with a function that finds it`,
      );
    }
    return (await known.fromJSON(options)) as P;
  };
  const parts = {
    corruption: spec.corruption && (await revive<Corruption>('corruption', spec.corruption)),
    encoder: await revive<Encoder>('encoder', spec.encoder),
    code: await revive<Code>('code', spec.code),
    decoder: await revive<Decoder>('decoder', spec.decoder),
    likelihood: await revive<Likelihood>('likelihood', spec.likelihood),
    penalties: await Promise.all(spec.penalties.map((p) => revive<Penalty>('penalty', p))),
    objective: await revive<Objective>('objective', spec.objective),
  };
  const { input, classes, ...options } = spec;
  const model =
    classes === undefined
      ? new Autoencoder(input, parts, options)
      : new Classifier(input, parts, { ...options, classes });
  model.masked = spec.masked;
  if (spec.fittedScaling) model.setScaling(spec.fittedScaling);
  return model;
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
