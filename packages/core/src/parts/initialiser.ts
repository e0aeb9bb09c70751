import { sizeOf } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import type { RandomStream } from '../random/stream.js';

/**
 * How a weight starts.
 * - `fanIn`: uniform within 1 / sqrt(inputs), for kernels and biases: PyTorch's default of a linear layer.
 * - `glorotUniform`: uniform within sqrt(6 / (inputs + outputs)) (Glorot & Bengio 2010).
 * - `heUniform`: uniform within sqrt(6 / inputs), for rectified units (He et al. 2015).
 * - `zeros`, `ones`.
 */
export type Initialiser = 'fanIn' | 'glorotUniform' | 'heUniform' | 'zeros' | 'ones';

/** Checks an {@link Initialiser}. */
export const initialiser = z.enum(['fanIn', 'glorotUniform', 'heUniform', 'zeros', 'ones']);

/** Inputs and outputs that one unit of a weight has. */
export interface Fan {
  readonly inputs: number;
  readonly outputs: number;
}

/** Draws the first values of a weight of the given shape. */
export function initialise(
  kind: Initialiser,
  shape: readonly number[],
  fan: Fan,
  stream: RandomStream,
): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  if (kind === 'zeros') return values;
  if (kind === 'ones') return values.fill(1);
  const bound = {
    fanIn: Math.sqrt(1 / fan.inputs),
    glorotUniform: Math.sqrt(6 / (fan.inputs + fan.outputs)),
    heUniform: Math.sqrt(6 / fan.inputs),
  }[kind];
  stream.uniform(values);
  for (let i = 0; i < values.length; i++) values[i] = (2 * values[i] - 1) * bound;
  return values;
}
