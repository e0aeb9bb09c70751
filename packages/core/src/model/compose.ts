import { z } from 'zod';
import { scalingOptions, type ScalingKind, type ScalingOptions } from '../data/scaling.js';
import { evidenceLowerBound } from '../parts/evidenceLowerBound.js';
import type {
  Code,
  Corruption,
  Decoder,
  Encoder,
  Likelihood,
  Objective,
  Penalty,
  Shape,
} from '../parts/kinds.js';
import { parseOptions, positiveInteger } from '../parts/options.js';
import type { PartKind } from '../parts/part.js';
import { Autoencoder } from './autoencoder.js';

/** The parts of an autoencoder and what it is made for. */
export interface AutoencoderOptions<Input extends Shape, CodeShape extends Shape> {
  /** Shape of one sample: `[784]`, `[28, 28]` (steps, channels), `[28, 28, 1]`. */
  readonly input: Input;
  /** Damages the input in training. Default: none. */
  readonly corruption?: Corruption | undefined;
  /** f: input -> features. */
  readonly encoder: Encoder;
  /** The bottleneck. */
  readonly code: Code<CodeShape>;
  /** g: code -> parameters of the output. */
  readonly decoder: Decoder;
  /** The reconstruction term. */
  readonly likelihood: Likelihood;
  /** Further terms of the loss. Default: none. */
  readonly penalties?: readonly Penalty[];
  /** How terms are put together. Default {@link evidenceLowerBound}. */
  readonly objective?: Objective;
  /** Scaling of inputs, fitted on the training data. Default `'none'`. */
  readonly scaling?: ScalingKind | ScalingOptions;
  /** Seed of the first weights, a whole number from 0. Default 0. */
  readonly seed?: number;
}

/** Checks a part of a kind. */
export const part = (kind: PartKind) =>
  z.custom<{ kind: PartKind }>(
    (value) =>
      typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind,
    `expected a part of kind ${kind}`,
  );

const schema = z.strictObject({
  input: z.array(positiveInteger).min(1),
  corruption: part('corruption').optional(),
  encoder: part('encoder'),
  code: part('code'),
  decoder: part('decoder'),
  likelihood: part('likelihood'),
  penalties: z.array(part('penalty')).default([]),
  objective: part('objective').optional(),
  scaling: scalingOptions.default({ kind: 'none' }),
  seed: z.int().nonnegative().default(0),
});

/**
 * Composes an autoencoder of parts. Every combination works; what does not fit (an encoder that
 * cannot read the input's shape) is an error of that part.
 *
 * @throws OptionsError for unknown or missing options and for a part in the wrong place.
 *
 * @example
 * ```ts
 * const model = autoencoder({
 *   input: [28, 28],
 *   corruption: masking({ rate: 0.3 }),
 *   encoder: lstm({ units: 128 }),
 *   code: gaussian({ dim: 16, beta: warmUp(1, { epochs: 5 }) }),
 *   decoder: denseDecoder({ hidden: [256] }),
 *   likelihood: bernoulli(),
 * });
 * ```
 */
export function autoencoder<const Input extends Shape, const CodeShape extends Shape>(
  options: AutoencoderOptions<Input, CodeShape>,
): Autoencoder<Input, CodeShape> {
  const { seed, scaling } = parseOptions('autoencoder', schema, options);
  return new Autoencoder(
    options.input,
    {
      corruption: options.corruption,
      encoder: options.encoder,
      code: options.code,
      decoder: options.decoder,
      likelihood: options.likelihood,
      penalties: options.penalties ?? [],
      objective: options.objective ?? evidenceLowerBound(),
    },
    { seed, scaling },
  );
}
