import { z } from 'zod';
import type { ScalingKind, ScalingOptions } from '../data/scaling.js';
import { scalingOptions } from '../data/scalingSchema.js';
import { evidenceLowerBound } from '../parts/evidenceLowerBound.js';
import type {
  Code,
  Corruption,
  Decoder,
  Encoder,
  Likelihood,
  Objective,
  Penalty,
  Prior,
} from '../parts/kinds.js';
import type { Shape } from '../parts/shape.js';
import { parseOptions, positiveInteger } from '../parts/options.js';
import { partOption } from '../parts/part.js';
import { Autoencoder } from './autoencoder.js';
import { refuseIdlePrior } from './refuseIdlePrior.js';

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
  /**
   * Where codes come from when there is no input. Default: what the code says, which may be none.
   */
  readonly prior?: Prior | undefined;
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

const schema = z.strictObject({
  input: z.array(positiveInteger).min(1),
  corruption: partOption('corruption').optional(),
  encoder: partOption('encoder'),
  code: partOption('code'),
  prior: partOption('prior').optional(),
  decoder: partOption('decoder'),
  likelihood: partOption('likelihood'),
  penalties: z.array(partOption('penalty')).default([]),
  objective: partOption('objective').optional(),
  scaling: scalingOptions.default({ kind: 'none' }),
  seed: z.int().nonnegative().default(0),
});

/**
 * Composes an autoencoder of parts. What does not fit (an encoder that cannot read the input's
 * shape, a prior that knows no divergence from the code) is an error here.
 *
 * @throws OptionsError for unknown or missing options and for a part in the wrong place; Error for
 * parts that do not fit each other.
 *
 * @example
 * ```ts
 * const model = autoencoder({
 *   input: [28, 28],
 *   corruption: masking({ rate: 0.3 }),
 *   encoder: lstmEncoder({ units: 128 }),
 *   code: gaussianCode({ dim: 16, beta: anneal(1, { epochs: 5 }) }),
 *   decoder: denseDecoder({ hidden: [256] }),
 *   likelihood: bernoulliLikelihood(),
 * });
 * ```
 */
export function autoencoder<const Input extends Shape, const CodeShape extends Shape>(
  options: AutoencoderOptions<Input, CodeShape>,
): Autoencoder<Input, CodeShape> {
  const { seed, scaling } = parseOptions('autoencoder', schema, options);
  const parts = {
    corruption: options.corruption,
    encoder: options.encoder,
    code: options.code,
    prior: options.prior,
    decoder: options.decoder,
    likelihood: options.likelihood,
    penalties: options.penalties ?? [],
    objective: options.objective ?? evidenceLowerBound(),
  };
  const model = new Autoencoder(options.input, parts, { seed, scaling });
  try {
    refuseIdlePrior(model);
  } catch (error) {
    model.abandon();
    throw error;
  }
  return model;
}
