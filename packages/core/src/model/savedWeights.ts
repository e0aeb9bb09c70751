import { quoted } from '../files/quoted.js';
import type { SafeTensor } from '../files/safetensors.js';
import type { SavedValues } from '../parts/declarations.js';

/** Thrown when weights do not fit a model, or are no numbers. */
export class WeightsError extends Error {
  override readonly name = 'WeightsError';
}

/**
 * The tensors of a weights file, which a model that is built takes one by one. So
 * what the model needs is compared with what is there before memory is taken for it,
 * and nothing is drawn at random.
 */
export class SavedWeights implements SavedValues {
  /** Numbers in the file. */
  readonly size: number;
  readonly #left: Map<string, SafeTensor>;

  constructor(tensors: ReadonlyMap<string, SafeTensor>) {
    this.#left = new Map(tensors);
    this.size = [...tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
  }

  /** @throws WeightsError */
  take(name: string, shape: readonly number[]): Float32Array {
    const tensor = this.#left.get(name);
    this.#left.delete(name);
    return weightOf(name, shape, tensor);
  }

  /** @throws WeightsError if the model has not taken all tensors. */
  refuseLeft(): void {
    if (this.#left.size === 0) return;
    const [first] = this.#left.keys();
    throw new WeightsError(`the tensor ${quoted(first)} is no weight of this model`);
  }
}

/**
 * The values of a weight.
 *
 * @param shape - Of the variable that they are for.
 * @throws {@link WeightsError} if the tensor is missing, or has another shape or
 * type, or numbers that are not finite.
 */
export function weightOf(
  name: string,
  shape: readonly number[],
  tensor: SafeTensor | undefined,
): Float32Array {
  const weight = `the weight ${quoted(name)}`;
  const expected = `[${shape.join(', ')}]`;
  if (!tensor) throw new WeightsError(`${weight}, of shape ${expected}, is missing`);
  if (String(tensor.shape) !== String(shape)) {
    throw new WeightsError(
      `${weight} must have the shape ${expected}, but has [${tensor.shape.join(', ')}]`,
    );
  }
  if (!(tensor.data instanceof Float32Array)) {
    throw new WeightsError(
      `${weight} must be of type F32, but is a ${tensor.data.constructor.name}`,
    );
  }
  const odd = firstNonFinite(tensor.data);
  if (odd >= 0) {
    throw new WeightsError(`${weight} must be finite, but its value ${odd} is ${tensor.data[odd]}`);
  }
  return tensor.data;
}

/** A loop, since weights are many. */
function firstNonFinite(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}
