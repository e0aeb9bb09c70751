import type { Autoencoder } from './autoencoder.js';
import { autoencoder } from './compose.js';
import { parseSpec, type AutoencoderSpec } from './spec.js';
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
export async function reviveAutoencoder(
  json: AutoencoderSpec,
  find: FindPart,
): Promise<Autoencoder> {
  const spec = parseSpec(json);
  const revive = async <P>(kind: PartKind, { part, options }: PartSpec): Promise<P> => {
    const known =
      kind === 'objective' && part === evidenceLowerBound.partName
        ? evidenceLowerBound
        : await find(kind, part);
    if (!known) {
      throw new Error(
        `the ${kind} "${part}" is unknown here; load the model with a function that finds it`,
      );
    }
    return (await known.fromJSON(options)) as P;
  };
  const model = autoencoder({
    input: spec.input,
    corruption: spec.corruption && (await revive<Corruption>('corruption', spec.corruption)),
    encoder: await revive<Encoder>('encoder', spec.encoder),
    code: await revive<Code>('code', spec.code),
    decoder: await revive<Decoder>('decoder', spec.decoder),
    likelihood: await revive<Likelihood>('likelihood', spec.likelihood),
    penalties: await Promise.all(spec.penalties.map((p) => revive<Penalty>('penalty', p))),
    objective: await revive<Objective>('objective', spec.objective),
    scaling: spec.scaling,
    seed: spec.seed,
  });
  model.masked = spec.masked;
  if (spec.fittedScaling) model.setScaling(spec.fittedScaling);
  return model;
}
