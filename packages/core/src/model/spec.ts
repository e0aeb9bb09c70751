import { z } from 'zod';
import type { FittedScaling, ScalingOptions } from '../data/scaling.js';
import { scalingKind, scalingOptions } from '../data/scalingSchema.js';
import { parseFields, positiveInteger } from '../parts/options.js';
import { partSpec, type PartSpec } from '../parts/part.js';
import type { Parts } from '../network/parts.js';
import { expectFormat, format, version } from './format.js';

/** An autoencoder, or a classifier, as plain JSON, without weights: what `model.json` holds. */
export interface AutoencoderSpec {
  readonly format: string;
  /** Version of this layout. */
  readonly version: number;
  readonly input: readonly number[];
  /** Number of classes; absent if the model is no classifier. */
  readonly classes?: number;
  readonly seed: number;
  /** Whether it was trained on sequences of unequal length. */
  readonly masked: boolean;
  readonly scaling: ScalingOptions;
  /** Absent until the model has seen training data. */
  readonly fittedScaling?: FittedScaling;
  /** Names of the columns of the training data, where they had some. */
  readonly columns?: readonly string[];
  /** Names of the classes of the training data, where they had some. */
  readonly labelNames?: readonly string[];
  readonly corruption?: PartSpec;
  readonly encoder: PartSpec;
  readonly code: PartSpec;
  /** Absent where it is the one that the code has by itself, or none. */
  readonly prior?: PartSpec;
  readonly decoder: PartSpec;
  readonly likelihood: PartSpec;
  readonly penalties: readonly PartSpec[];
  readonly objective: PartSpec;
}

/** The parts' names and options as they stand in a spec. */
export function partSpecs(parts: Parts) {
  return {
    ...(parts.corruption && { corruption: parts.corruption.toJSON() }),
    encoder: parts.encoder.toJSON(),
    code: parts.code.toJSON(),
    ...(parts.prior && { prior: parts.prior.toJSON() }),
    decoder: parts.decoder.toJSON(),
    likelihood: parts.likelihood.toJSON(),
    penalties: parts.penalties.map((penalty) => penalty.toJSON()),
    objective: parts.objective.toJSON(),
  };
}

const schema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  input: z.array(positiveInteger).min(1),
  classes: z.int().min(2).optional(),
  seed: z.int().nonnegative(),
  masked: z.boolean(),
  scaling: scalingOptions,
  fittedScaling: z
    .strictObject({ kind: scalingKind, offset: z.array(z.number()), factor: z.array(z.number()) })
    .optional(),
  columns: z.array(z.string()).optional(),
  labelNames: z.array(z.string()).optional(),
  corruption: partSpec.optional(),
  encoder: partSpec,
  code: partSpec,
  prior: partSpec.optional(),
  decoder: partSpec,
  likelihood: partSpec,
  penalties: z.array(partSpec),
  objective: partSpec,
});

/**
 * Checks JSON that should be an {@link AutoencoderSpec}.
 *
 * @throws Error for another format or version, and naming all that is missing or wrong.
 */
export function parseSpec(json: unknown): AutoencoderSpec {
  expectFormat(json);
  return parseFields(schema, json);
}
