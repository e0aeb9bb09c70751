import type { Attribute } from './graph.js';

/** An integer attribute, such as an axis. */
export const int = (value: number) => ({ kind: 'int', value }) satisfies Attribute;

/** A list of integers, such as a permutation. */
export const ints = (value: readonly number[]) => ({ kind: 'ints', value }) satisfies Attribute;

/** A 32-bit float attribute, such as a slope. */
export const float = (value: number) => ({ kind: 'float', value }) satisfies Attribute;

/** A string attribute, such as a mode. */
export const string = (value: string) => ({ kind: 'string', value }) satisfies Attribute;

/** A word for passes, which is not written. */
export const note = (value: string) => ({ kind: 'note', value }) satisfies Attribute;
