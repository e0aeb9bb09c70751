import {
  inputNames,
  type Column,
  type Model,
  type NamedNumber,
  type Noise,
} from '@autoencoder-zoo/core';
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
  readonly noise: (site: Noise, target: Float32Array) => void;
  /** The present value of a number that follows a schedule. */
  readonly number: (number: NamedNumber) => number;
  /** Fills an array with the values of a column. */
  readonly column: (column: Column, target: Float32Array) => void;
}

/** The inputs of `trainingLoss` for a batch, with noise and numbers from given sources. */
export function trainingInputs(
  model: Model,
  x: Floats,
  { mask, target, noise, number, column }: Sources,
): Record<string, Floats> {
  const { declarations, draws } = model.network;
  const [batch] = x.shape;
  const rows = { batch: [], sample: [batch], draw: [batch * draws] };
  const inputs: Record<string, Floats> = {
    x,
    ...(mask && { mask }),
    ...(target && { target }),
  };
  for (const site of declarations.noise) {
    if (site.of === 'prior' && !declarations.readsPrior) continue;
    if ((site.mode ?? 'train') !== 'train') continue;
    const shape = [...rows[site.per], ...site.shape];
    const data = new Float32Array(sizeOf(shape));
    noise(site, data);
    inputs[inputNames.noise(site)] = { data, shape };
  }
  for (const named of declarations.numbers) {
    if (typeof named.value === 'number') continue;
    inputs[inputNames.number(named)] = { data: Float32Array.of(number(named)), shape: [] };
  }
  for (const { column: read } of declarations.columns.values()) {
    const shape = [batch, ...read.shape];
    const data = new Float32Array(sizeOf(shape));
    column(read, data);
    inputs[inputNames.column(read)] = { data, shape };
  }
  return inputs;
}
