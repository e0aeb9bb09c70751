import { sizeOf } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import type { RandomStream } from '../random/stream.js';
import type { Fill } from './noise.js';

/**
 * How a weight starts.
 * - `fanIn`: uniform within 1 / sqrt(inputs), for kernels and biases: PyTorch's
 *   default of a linear layer.
 * - `glorotUniform`: uniform within sqrt(6 / (inputs + outputs)), for tanh (Glorot & Bengio 2010).
 * - `glorotSigmoid`: four times as wide, for sigmoid units, which are a quarter as
 *   steep as tanh (the same, as in the tutorials of deeplearning.net).
 * - `heUniform`: uniform within sqrt(6 / inputs), for rectified units (He et al. 2015).
 * - `sparse`: standard normal for 15 inputs of each unit, drawn at random, and 0 for
 *   all others, so that units differ however many inputs there are (Martens, "Deep
 *   learning via Hessian-free optimization", 2010).
 * - `zeros`, `ones`.
 */
export type Initialiser =
  'fanIn' | 'glorotUniform' | 'glorotSigmoid' | 'heUniform' | 'sparse' | 'zeros' | 'ones';

/** Checks an {@link Initialiser}. */
export const initialiser = z.enum([
  'fanIn',
  'glorotUniform',
  'glorotSigmoid',
  'heUniform',
  'sparse',
  'zeros',
  'ones',
]);

/** Inputs and outputs that one unit of a weight has. */
export interface Fan {
  readonly inputs: number;
  readonly outputs: number;
}

/** Inputs of a unit that begin with another weight than 0, if it starts `sparse`. */
const connections = 15;

/** How a variable starts: in a known way, or filled by a function. */
export type Start = Initialiser | Fill;

/** Draws the first values of a weight of the given shape. */
export function initialise(
  kind: Start,
  shape: readonly number[],
  fan: Fan,
  stream: RandomStream,
): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  if (kind === 'zeros') return values;
  if (typeof kind === 'function') {
    kind(stream, values);
    return values;
  }
  if (kind === 'ones') return values.fill(1);
  if (kind === 'sparse') return connect(values, shape.at(-1) ?? 1, stream);
  const glorot = Math.sqrt(6 / (fan.inputs + fan.outputs));
  const bound = {
    fanIn: Math.sqrt(1 / fan.inputs),
    glorotUniform: glorot,
    glorotSigmoid: 4 * glorot,
    heUniform: Math.sqrt(6 / fan.inputs),
  }[kind];
  stream.uniform(values);
  for (let i = 0; i < values.length; i++) values[i] = (2 * values[i] - 1) * bound;
  return values;
}

/** Connects each unit, a column of `[inputs, units]`, with a few inputs. */
function connect(kernel: Float32Array, units: number, stream: RandomStream): Float32Array {
  const inputs = kernel.length / units;
  const count = Math.min(connections, inputs);
  const weights = stream.normal(new Float32Array(count * units));
  for (let unit = 0; unit < units; unit++) {
    const chosen = stream.permutation(inputs).subarray(0, count);
    chosen.forEach((input, i) => (kernel[input * units + unit] = weights[unit * count + i]));
  }
  return kernel;
}
