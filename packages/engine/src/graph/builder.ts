import { sizeOf } from '../tensor.js';
import { int, ints } from './attributes.js';
import { sameData, hashOf } from './constants.js';
import type { Attribute, ConstantData, Graph, GraphType, Loop, Node, Value } from './graph.js';

/** Numbers of the ONNX element types, as the `to` of a Cast wants them. */
const ELEMENT_TYPE: Record<GraphType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** Options of {@link GraphBuilder.node}. */
export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string;
  readonly loop?: Loop;
}

/**
 * Records a graph from its inputs to its outputs and gives every value a unique name.
 * Equal constants and equal nodes are recorded once, so common subexpressions never
 * arise. The helpers below `nodes` record nothing where nothing is to be done.
 */
export class GraphBuilder {
  readonly #inputs: Value[] = [];
  readonly #constants = new Map<Value, ConstantData>();
  readonly #constantsByHash = new Map<string, Value[]>();
  readonly #nodes: Node[] = [];
  readonly #nodesByKey = new Map<string, Node>();
  readonly #producers = new Map<Value, Node>();
  #count = 0;

  /** Declares an input of the graph. */
  input(name: string, shape: readonly number[], type: GraphType): Value {
    return this.declare({ name, shape, type });
  }

  /** Declares a value, such as an input of another graph, as an input. */
  declare(value: Value): Value {
    this.#inputs.push(value);
    return value;
  }

  /** Appends a node with one output of the given shape and type. */
  node(
    operator: string,
    inputs: readonly (Value | undefined)[],
    shape: readonly number[],
    type: GraphType,
    options?: NodeOptions,
  ): Value {
    return this.nodes(operator, inputs, [{ shape, type }], options)[0];
  }

  /** Appends a node with several outputs. */
  nodes(
    operator: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly { readonly shape: readonly number[]; readonly type: GraphType }[],
    { attributes = {}, domain, loop }: NodeOptions = {},
  ): readonly Value[] {
    // Loops are not compared.
    const key = loop ? `loop ${this.#count}` : keyOf(operator, inputs, attributes, domain);
    const known = this.#nodesByKey.get(key);
    if (known !== undefined) return known.outputs;
    const values = outputs.map(({ shape, type }) => ({ name: this.#name(operator), shape, type }));
    const node: Node = {
      operator,
      inputs,
      outputs: values,
      attributes,
      ...(domain === undefined ? {} : { domain }),
      ...(loop && { loop }),
    };
    this.#nodes.push(node);
    this.#nodesByKey.set(key, node);
    for (const value of values) this.#producers.set(value, node);
    return values;
  }

  /**
   * The node recorded with this operator, these inputs and attributes; `undefined`
   * where there is none.
   */
  find(
    operator: string,
    inputs: readonly Value[],
    attributes: Node['attributes'] = {},
  ): Node | undefined {
    return this.#nodesByKey.get(keyOf(operator, inputs, attributes, undefined));
  }

  /** The node that makes a value; `undefined` for inputs and constants. */
  producer(value: Value | undefined): Node | undefined {
    return value && this.#producers.get(value);
  }

  /** A constant, which keeps `data`: row-major, one element for each place of `shape`. */
  constant(data: ConstantData, shape: readonly number[], type: GraphType): Value {
    if (data.length !== sizeOf(shape)) {
      throw new RangeError(
        `A constant of shape [${shape.join()}] needs ${sizeOf(shape)} elements but got ${data.length}.`,
      );
    }
    const key = `${type}[${shape.join()}]${hashOf(data)}`;
    const candidates = this.#constantsByHash.get(key) ?? [];
    const known = candidates.find((candidate) => sameData(this.#constants.get(candidate)!, data));
    if (known !== undefined) return known;
    const value = { name: this.#name('Constant'), shape, type };
    this.#constants.set(value, data);
    this.#constantsByHash.set(key, [...candidates, value]);
    return value;
  }

  /** The data of a constant; `undefined` where the value is none. */
  constantData(value: Value | undefined): ConstantData | undefined {
    return value && this.#constants.get(value);
  }

  /** A constant of shape []. */
  scalar(value: number, type: GraphType = 'float32'): Value {
    return this.constant(constantOf(type, [value]), [], type);
  }

  /** A one-dimensional int64 constant: axes, shapes, positions. */
  indices(values: readonly number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length], 'int64');
  }

  /** A value of the given shape whose elements are all the same number. */
  filled(value: number, shape: readonly number[], type: GraphType): Value {
    return this.expand(this.scalar(value, type), shape);
  }

  /** `x` broadcast to `shape`. */
  expand(x: Value, shape: readonly number[]): Value {
    if (sameShape(x.shape, shape)) return x;
    return this.node('Expand', [x, this.indices(shape)], shape, x.type);
  }

  /** `x` with the same elements in the same order and another shape. */
  reshape(x: Value, shape: readonly number[]): Value {
    if (sameShape(x.shape, shape)) return x;
    return this.node('Reshape', [x, this.indices(shape)], shape, x.type);
  }

  /** `x` with its axes in the order of `permutation`. */
  transpose(x: Value, permutation: readonly number[]): Value {
    if (permutation.every((axis, i) => axis === i)) return x;
    return this.node(
      'Transpose',
      [x],
      permutation.map((axis) => x.shape[axis]),
      x.type,
      { attributes: { perm: ints(permutation) } },
    );
  }

  /** `x` converted to another element type. */
  cast(x: Value, type: GraphType): Value {
    if (x.type === type) return x;
    return this.node('Cast', [x], x.shape, type, { attributes: { to: int(ELEMENT_TYPE[type]) } });
  }

  /** The graph recorded so far, with these results. */
  build(outputs: Readonly<Record<string, Value>>): Graph {
    return {
      inputs: [...this.#inputs],
      constants: new Map(this.#constants),
      nodes: [...this.#nodes],
      outputs: Object.entries(outputs).map(([name, value]) => ({ name, value })),
    };
  }

  #name(operator: string): string {
    return `${operator}_${this.#count++}`;
  }
}

const numbers = new WeakMap<Value, number>();
let lastNumber = 0;

/** A number of a value's own: names are unique in a graph, but not between one and its loops. */
function numberOf(value: Value): number {
  let number = numbers.get(value);
  if (number === undefined) numbers.set(value, (number = ++lastNumber));
  return number;
}

/** Two nodes with the same key have the same outputs. */
function keyOf(
  operator: string,
  inputs: readonly (Value | undefined)[],
  attributes: Node['attributes'],
  domain = '',
): string {
  let key = `${domain}:${operator}(`;
  for (const input of inputs) key += `${input ? numberOf(input) : ''},`;
  for (const name in attributes) key += `${name}=${attributes[name].value.toString()};`;
  return key;
}

/** Numbers as the typed array that a graph holds for `type`; booleans are 0 and 1. */
export function constantOf(type: GraphType, values: ArrayLike<number>): ConstantData {
  switch (type) {
    case 'float32':
      return Float32Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'bool':
      return Uint8Array.from(values);
    case 'int64':
      return BigInt64Array.from(Array.from(values), BigInt);
  }
}

/** Whether two shapes are the same. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i]);
}
