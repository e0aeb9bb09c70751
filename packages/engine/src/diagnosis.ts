import type { Values } from './tensor.js';

/** The first value of a computation that is NaN or infinite, where everything before is finite. */
export interface Diagnosis {
  readonly kind: 'input' | 'variable' | 'operation';
  /** Name of the input, of the variable, or of the operation (such as `Log`). */
  readonly name: string;
  readonly shape: readonly number[];
  /** NaN, Infinity or -Infinity. */
  readonly value: number;
  /** Position of the value in row-major order. */
  readonly position: number;
  /** All of this in words. */
  readonly message: string;
}

/** A tensor's values in question and what they are. */
export interface Suspect {
  readonly kind: Diagnosis['kind'];
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Values;
  /** Words that follow the name in the message. */
  readonly detail?: string;
}

/** Accuses the first suspect that holds a value which is not finite. */
export function firstNonFinite(suspects: Iterable<Suspect>): Diagnosis | undefined {
  for (const { kind, name, shape, values, detail = '' } of suspects) {
    const position = values.findIndex((value) => !Number.isFinite(value));
    if (position < 0) continue;
    const value = values[position];
    const message =
      `The first value that is not finite is ${value}, at place ${position} of the ${kind} ` +
      `${name} (shape [${shape.join(', ')}])${detail}.`;
    return { kind, name, shape, value, position, message };
  }
  return undefined;
}
