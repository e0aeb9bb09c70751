import {
  autoencoder,
  Dataset,
  RandomStream,
  type Autoencoder,
  type Code,
  type Corruption,
  type Decoder,
  type Encoder,
  type Likelihood,
  type Model,
  type Objective,
  type Penalty,
  type Prior,
  type ScalingKind,
  type Shape,
} from '@autoencoder-zoo/core';
import { deterministicCode } from '../codes/deterministic/part.js';
import { denseDecoder } from '../decoders/dense/part.js';
import { denseEncoder } from '../encoders/dense/part.js';
import { squaredErrorLikelihood } from '../likelihoods/squared-error/part.js';

/** Steps and channels of the sequences that all parts are tried on. */
export const steps = 5;
/** Channels of a step. */
export const channels = 3;
/** Shape of one sample. */
export const inputShape = [steps, channels] as const;

/**
 * Random samples in [0, 1) of the suite's shape, of three classes, with columns
 * `pair`, `other` and `present`.
 */
export function samples(count: number, seed = 1, lengths?: number[]) {
  const size = steps * channels;
  const draw = (name: string, values: number) =>
    new RandomStream(seed, name).uniform(new Float32Array(count * values));
  return new Dataset({
    name: 'random',
    values: draw('samples', size),
    shape: inputShape,
    labels: Int32Array.from({ length: count }, (_, i) => i % 3),
    beside: {
      pair: draw('pair', 2),
      other: draw('other', 2),
      present: draw('present', size).map((value) => Number(value > 0.2)),
    },
    lengths: lengths && Int32Array.from({ length: count }, (_, i) => lengths[i % lengths.length]),
  });
}

/** Values in [0, 1) as a model takes them: as numbers of classes, where it reads those. */
export function fittingValues({ network }: Model, values: Float32Array): Float32Array {
  const { classes } = network;
  return classes === undefined ? values : values.map((v) => Math.floor(v * classes));
}

/** Samples of values in [0, 1) as a model takes them. */
export const fitting = <Input extends Shape>(model: Model, data: Dataset<Input>) =>
  data.with({ values: fittingValues(model, Float32Array.from(data.values)) });

/** The columns of a set by name, as calls take them. */
export const besideOf = ({ labels, beside }: Dataset) => ({ label: labels!, ...beside });

/** What of an autoencoder a case sets; the rest is the plainest there is. */
export interface CaseParts {
  readonly corruption?: Corruption;
  readonly encoder?: Encoder;
  readonly code?: Code;
  readonly prior?: Prior;
  readonly decoder?: Decoder;
  readonly likelihood?: Likelihood;
  readonly penalties?: readonly Penalty[];
  readonly objective?: Objective;
  readonly scaling?: ScalingKind;
  readonly seed?: number;
}

/** An autoencoder with some parts given. */
export function withParts(parts: CaseParts): Autoencoder<readonly [5, 3]> {
  return autoencoder({
    input: inputShape,
    encoder: denseEncoder({ hidden: [6] }),
    code: deterministicCode({ dim: 4 }),
    decoder: denseDecoder(),
    likelihood: squaredErrorLikelihood(),
    ...parts,
  });
}
