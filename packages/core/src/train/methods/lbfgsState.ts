import type { LbfgsState } from '@autoencoder-zoo/engine';
import { z } from 'zod';
import { parseJson } from '../../files/json.js';
import { quoted } from '../../files/quoted.js';
import { decodeSafetensors, encodeSafetensors, type SafeTensor } from '../../files/safetensors.js';
import { parseFields } from '../../parts/options.js';

/**
 * A state of `lbfgs` as the bytes of a safetensors file, from which {@link decodeLbfgsState} makes
 * the same state: `x` and `gradient` `[n]`, `steps` and `changes` `[corrections, n]`, all float64.
 */
export function encodeLbfgsState(state: LbfgsState): Uint8Array<ArrayBuffer> {
  const { x, gradient, corrections, value, iteration, evaluations, end } = state;
  const shape = [corrections.length, x.length];
  const joined = (part: 'step' | 'change') => {
    const data = new Float64Array(corrections.length * x.length);
    corrections.forEach((correction, i) => data.set(correction[part], i * x.length));
    return { data, shape };
  };
  return encodeSafetensors(
    new Map([
      ['x', { data: x, shape: [x.length] }],
      ['gradient', { data: gradient, shape: [x.length] }],
      ['steps', joined('step')],
      ['changes', joined('change')],
    ]),
    { lbfgs: JSON.stringify({ value, iteration, evaluations, end }) },
  );
}

const count = z.int().nonnegative();

const countersSchema = z.strictObject({
  value: z.number(),
  iteration: count,
  evaluations: count,
  end: z.enum(['gradient', 'value', 'iterations', 'precision', 'aborted']).optional(),
});

/**
 * The state that {@link encodeLbfgsState} wrote.
 *
 * @throws Error if the bytes are something else, or damaged.
 */
export function decodeLbfgsState(bytes: Uint8Array): LbfgsState {
  const { tensors, metadata } = decodeSafetensors(bytes, 'the state of lbfgs');
  if (!Object.hasOwn(metadata, 'lbfgs')) {
    throw new Error('these are tensors, but no state of lbfgs; give what encodeLbfgsState wrote');
  }
  const json = parseJson(metadata['lbfgs'], 'the state of lbfgs');
  const { end, ...counters } = parseFields(countersSchema, json, 'lbfgs');
  const left = new Map(tensors);
  const take = (name: string, expected: readonly (number | undefined)[]): SafeTensor => {
    const tensor = left.get(name);
    left.delete(name);
    return checked(name, tensor, expected);
  };
  const x = take('x', [undefined]);
  const n = x.shape[0];
  const gradient = take('gradient', [n]);
  const steps = take('steps', [undefined, n]);
  const changes = take('changes', [steps.shape[0], n]);
  if (left.size > 0)
    throw new Error(`lbfgs: the tensor ${quoted([...left.keys()][0])} is not known`);
  const row = ({ data }: SafeTensor, i: number) => (data as Float64Array).slice(i * n, (i + 1) * n);
  return {
    ...counters,
    ...(end !== undefined && { end }),
    x: x.data as Float64Array,
    gradient: gradient.data as Float64Array,
    corrections: Array.from({ length: steps.shape[0] }, (_, i) => ({
      step: row(steps, i),
      change: row(changes, i),
    })),
  };
}

/** A tensor of finite float64 values, whose shape has the given numbers where any are given. */
function checked(
  name: string,
  tensor: SafeTensor | undefined,
  expected: readonly (number | undefined)[],
): SafeTensor {
  if (!tensor) throw new Error(`lbfgs: the tensor "${name}" is missing`);
  const { data, shape } = tensor;
  const fits = expected.every((dimension, axis) => (dimension ?? shape[axis]) === shape[axis]);
  if (shape.length !== expected.length || !fits) {
    const text = expected.map((dimension) => dimension ?? 'any').join(', ');
    throw new Error(`lbfgs: "${name}" must have the shape [${text}], but has ${quoted(shape)}`);
  }
  if (data instanceof Float64Array && data.every(Number.isFinite)) return tensor;
  throw new Error(`lbfgs: "${name}" must be F64 and finite`);
}
