import type { Model, NoiseSite, ScheduledWeight } from '@autoencoder-zoo/core';
import { sizeOf } from '@autoencoder-zoo/engine';

/** Numbers with a shape. */
export interface Floats {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Where the inputs of a training step beside the samples come from. */
export interface Sources {
  /** `[batch, steps]`, for sequences of unequal length. */
  readonly mask?: Floats | undefined;
  /** `[batch, classes]`, for a classifier. */
  readonly target?: Floats | undefined;
  /** Fills an array with the numbers of a noise site. */
  readonly noise: (site: NoiseSite, target: Float32Array) => void;
  /** The present value of a weight that follows a schedule. */
  readonly weight: (weight: ScheduledWeight) => number;
}

/** The inputs of `trainingLoss` for a batch, with noise and weights from given sources. */
export function trainingInputs(
  model: Model,
  x: Floats,
  { mask, target, noise, weight }: Sources,
): Record<string, Floats> {
  const { declarations } = model.composition;
  const inputs: Record<string, Floats> = {
    x,
    ...(mask && { mask }),
    ...(target && { target }),
  };
  for (const site of declarations.noise) {
    const shape = [x.shape[0] * site.rowsPerSample, ...site.distribution.shape];
    const data = new Float32Array(sizeOf(shape));
    noise(site, data);
    inputs[`noise:${site.name}`] = { data, shape };
  }
  for (const scheduled of declarations.weights) {
    if (typeof scheduled.weight === 'number') continue;
    inputs[`weight:${scheduled.name}`] = { data: Float32Array.of(weight(scheduled)), shape: [] };
  }
  return inputs;
}
