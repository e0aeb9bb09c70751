import * as tf from '#tensorflow';
import { GraphBuilder, constantOf } from '../graph/builder.js';
import type { Value } from '../graph/graph.js';
import type { DataType } from '../tensor.js';
import { TraceError } from './error.js';

/**
 * What stands behind a tensor while tracing: a value of the graph, or the reason why there is none.
 */
type Content = Value | TraceError;

/**
 * What becomes an operator of ONNX's own, which has no gradient, wherever none is taken. By default
 * nothing does.
 */
export interface Whole {
  /** Recurrences become `LSTM` and `GRU` in the place of loops. */
  readonly recurrences?: boolean;
  /** Convolutions become `Conv` and `ConvTranspose` in the place of products of patches. */
  readonly convolutions?: boolean;
}

/** Operations of TF.js that draw their numbers in JavaScript, by the names of their scopes. */
const RANDOM_SCOPES = new Set(
  [
    'randomNormal',
    'randomStandardNormal',
    'randomUniform',
    'randomUniformInt',
    'randomGamma',
    'truncatedNormal',
    'rand',
    'dropout',
  ].map((name) => `${name}__op`),
);

/** How a random number gets into a traced function. */
export const RANDOM_ADVICE =
  'A traced step would use the same numbers for ever: draw them outside and pass them as an input of the step.';

/**
 * A TF.js backend which computes nothing. Its tensors are values of a graph, and its kernels
 * (`./kernels/`) append nodes to it. One backend serves one trace.
 */
export class TraceBackend extends tf.KernelBackend {
  /** Whether something is one: also of another copy of this module, as loaders make them. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && 'isTraceBackend' in value;
  }

  readonly isTraceBackend = true;
  readonly #slots = new Map<object, { content: Content; references: number }>();
  /** How many of them TF.js has not disposed of. */
  #held = 0;
  #unreadable: TraceError | undefined;
  readonly #captured = new Map<object, Value>();

  readonly #root: GraphBuilder;
  #graph: GraphBuilder;

  readonly #whole: Whole;

  /** @param whole - What becomes a node of its own where no gradient is taken. */
  constructor(graph: GraphBuilder, whole: Whole = {}) {
    super();
    this.#whole = whole;
    this.#root = graph;
    this.#graph = graph;
  }

  /** Where kernels append their nodes. */
  get graph(): GraphBuilder {
    return this.#graph;
  }

  /** Whether what is computed now is to become a node of its own. */
  isWhole(kind: keyof Whole): boolean {
    return this.#whole[kind] === true && tf.engine().state.gradientDepth === 0;
  }

  /** Lets kernels append to another graph, that of a loop, while a function runs. */
  within<Result>(graph: GraphBuilder, run: () => Result): Result {
    const before = this.#graph;
    this.#graph = graph;
    try {
      return run();
    } finally {
      this.#graph = before;
    }
  }

  /** A new handle for TF.js, with one reference. */
  handle(content: Content): object {
    const dataId = {};
    this.#held++;
    this.#slots.set(dataId, { content, references: 1 });
    return dataId;
  }

  /** A tensor for TF.js that stands for a value. */
  tensorOf(value: Value): tf.Tensor {
    return tf.engine().makeTensorFromTensorInfo({
      dataId: this.handle(value),
      shape: [...value.shape],
      dtype: value.type as tf.DataType,
    });
  }

  /**
   * The value behind a tensor. Tensors of other backends are copied into the graph as constants.
   *
   * @throws TraceError for variables that the trace does not know and for strings
   * and complex numbers.
   */
  resolve(tensor: tf.TensorInfo): Value {
    const slot = this.#slots.get(tensor.dataId);
    if (slot === undefined) return this.graph.reshape(this.#capture(tensor), tensor.shape);
    if (slot.content instanceof TraceError) throw slot.content;
    return slot.content;
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): object {
    const scope = tf.engine().state.scopeStack.find(({ name }) => RANDOM_SCOPES.has(name));
    if (scope !== undefined) {
      const operation = scope.name.replace('__op', '');
      throw new TraceError(`tf.${operation} was called in a traced function. ${RANDOM_ADVICE}`);
    }
    return this.handle(this.#constant(values, shape, dtype));
  }

  override move(
    dataId: object,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ) {
    this.#held++;
    this.#slots.set(dataId, { content: this.#constant(values, shape, dtype), references });
  }

  override readSync(dataId: object): tf.BackendValues {
    const content = this.#slots.get(dataId)?.content;
    if (content !== undefined && !(content instanceof TraceError)) {
      const data = this.graph.constantData(content);
      if (data !== undefined && !(data instanceof BigInt64Array)) return data.slice();
    }
    throw (this.#unreadable ??= new TraceError(
      'A tensor was read (dataSync, data, array, print or an operation which needs its values) in a traced function, ' +
        'where tensors have no values yet. Express the computation with tensor operations, or return the tensor as an output.',
    ));
  }

  /**
   * Throws the error of a read whose promise nobody awaited, or whose error the function caught.
   */
  assertNothingRead(): void {
    if (this.#unreadable !== undefined) throw this.#unreadable;
  }

  override read(dataId: object): Promise<tf.BackendValues> {
    return new Promise((settle) => settle(this.readSync(dataId)));
  }

  override disposeData(dataId: object, force = false): boolean {
    const slot = this.#slots.get(dataId);
    if (slot === undefined) return true;
    slot.references = force ? 0 : slot.references - 1;
    if (slot.references > 0) return false;
    // Its content stays: custom gradients use tensors that TF.js has disposed of.
    this.#held--;
    return true;
  }

  override incRef(dataId: object): void {
    const slot = this.#slots.get(dataId);
    if (slot !== undefined) slot.references++;
  }

  override refCount(dataId: object): number {
    return this.#slots.get(dataId)?.references ?? 0;
  }

  override numDataIds(): number {
    return this.#held;
  }

  override memory() {
    return { unreliable: true };
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    this.#slots.clear();
    this.#captured.clear();
  }

  #capture(tensor: tf.TensorInfo): Value {
    let value = this.#captured.get(tensor.dataId);
    if (value === undefined) {
      const values = tf.engine().readSync(tensor.dataId);
      // Once for the whole graph, as loops may share it.
      value = this.within(this.#root, () => this.#constant(values, tensor.shape, tensor.dtype));
      this.#captured.set(tensor.dataId, value);
    }
    return value;
  }

  #constant(values: tf.BackendValues, shape: readonly number[], dtype: tf.DataType): Value {
    assertTraceable(dtype);
    const data = constantOf(dtype, values as ArrayLike<number>);
    const first = data[0];
    const uniform = data.length > 1 && data.every((value) => Object.is(value, first));
    if (uniform) return this.graph.filled(Number(first), shape, dtype);
    return this.graph.constant(data, shape, dtype);
  }
}

function assertTraceable(dtype: tf.DataType): asserts dtype is DataType {
  if (dtype === 'complex64' || dtype === 'string') {
    throw new TraceError(
      `A traced function can use float32, int32 and bool tensors, but one is ${dtype}.`,
    );
  }
}
