import type { Attribute } from './graph.js';

/** An integer attribute, such as an axis. */
export const int = (value: number): Attribute => ({ kind: 'int', value });

/** A list of integers, such as a permutation. */
export const ints = (value: readonly number[]): Attribute => ({ kind: 'ints', value });

/** A 32-bit float attribute, such as a slope. */
export const float = (value: number): Attribute => ({ kind: 'float', value });

/** A string attribute, such as a mode. */
export const string = (value: string): Attribute => ({ kind: 'string', value });

/** A word for passes, which is not written. */
export const note = (value: string): Attribute => ({ kind: 'note', value });
