import { decodeSafetensors, encodeSafetensors } from '../files/safetensors.js';
import type { LbfgsState } from './lbfgs.js';

/**
 * A state of `lbfgs` as the bytes of a safetensors file, from which {@link decodeLbfgsState} makes the
 * same state: `x` and `gradient` `[n]`, `steps` and `changes` `[corrections, n]`, all float64.
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

/**
 * The state that {@link encodeLbfgsState} wrote.
 *
 * @throws Error if the bytes are something else, or damaged.
 */
export function decodeLbfgsState(bytes: Uint8Array): LbfgsState {
  const { tensors, metadata } = decodeSafetensors(bytes, 'the state of lbfgs');
  const text = metadata['lbfgs'] as string | undefined;
  if (text === undefined) {
    throw new Error('these are tensors, but no state of lbfgs; give what encodeLbfgsState wrote');
  }
  const counters = JSON.parse(text) as Pick<
    LbfgsState,
    'value' | 'iteration' | 'evaluations' | 'end'
  >;
  const values = (name: string) => tensors.get(name)!.data as Float64Array;
  const [x, steps, changes] = [values('x'), values('steps'), values('changes')];
  const corrections = Array.from({ length: steps.length / x.length }, (_, i) => {
    const range = [i * x.length, (i + 1) * x.length];
    return { step: steps.slice(...range), change: changes.slice(...range) };
  });
  return { ...counters, x, gradient: values('gradient'), corrections };
}
