import type { DataType } from '../tensor.js';

/** Element types inside a graph: shapes and indices are `int64` there. */
export type GraphType = DataType | 'int64';

/** An edge of the graph: what a node makes, an input, or a constant. Compared by identity. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: GraphType;
}

/**
 * An ONNX attribute. Integers and floats look alike in JavaScript, so floats are
 * marked. A note is for passes alone and not written.
 */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'note'; readonly value: string };

/** One ONNX operator. An absent optional input is `undefined`. */
export interface Node {
  readonly operator: string;
  /** Operator set; the standard one when left out. */
  readonly domain?: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Present where the node is a loop. */
  readonly loop?: Loop;
}

/**
 * A node that runs a graph of its own once a step. Its inputs are states, which each step hands on
 * to the next one; sequences, of which a step sees its part; and what all steps see whole. Its
 * outputs are the last states, and what each step made, as sequences. The first axis counts steps.
 */
export interface Loop {
  /**
   * One input for each of the node's, in the same order: for a sequence without its first axis.
   * One output for each of the node's: the next states, and the step's part of each sequence.
   */
  readonly body: Graph;
  /** How many of the inputs, and of the outputs, are states. */
  readonly states: number;
  /** How many of the inputs are sequences. */
  readonly sequences: number;
  readonly steps: number;
  /** Whether the last step is run first. Parts keep their places in sequences. */
  readonly reverse: boolean;
}

/** Values of a constant of the graph. */
export type ConstantData = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** A recorded computation: plain data, in topological order. Passes map graphs to graphs. */
export interface Graph {
  readonly inputs: readonly Value[];
  readonly constants: ReadonlyMap<Value, ConstantData>;
  readonly nodes: readonly Node[];
  /** Results by their public names. */
  readonly outputs: readonly { readonly name: string; readonly value: Value }[];
}
