import type * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from 'onnxruntime-common';
import { optimise } from '../graph/optimise.js';
import type { Specs } from '../inputs.js';
import { encodeModel } from '../onnx/encode.js';
import type { Session, SessionFactory, SessionOptions } from '../session/session.js';
import type { DataType, HostTensor, TensorSpec, Values } from '../tensor.js';
import { traceChecked } from '../trace/checked.js';
import type { Compute, Traced } from '../trace/trace.js';

/** A function to compile, and where to run it. */
export interface ProgramSource extends SessionOptions {
  readonly compute: Compute;
  readonly variables: readonly tf.Variable[];
  readonly sessions: SessionFactory;
}

/** A traced function in a session: for one set of input shapes. */
export class Program {
  readonly #traced: Traced;
  readonly #session: Session;
  readonly #inputs: Record<string, Tensor> = {};
  readonly #outputs: Record<string, Tensor> = {};

  private constructor(
    /** Shapes and types of the inputs. */
    readonly specs: Specs,
    traced: Traced,
    session: Session,
  ) {
    this.#traced = traced;
    this.#session = session;
  }

  /** Traces (twice, against frozen randomness), optimises and loads a function for inputs of the given shapes. */
  static async compile(specs: Specs, source: ProgramSource): Promise<Program> {
    const { compute, variables, sessions, threads, spin } = source;
    const traced = traceChecked(compute, { inputs: specs, variables });
    const model = encodeModel(optimise(traced.graph));
    const session = await sessions.create(model, { threads, spin });
    return new Program(specs, traced, session);
  }

  /** The recorded function. */
  get traced(): Traced {
    return this.#traced;
  }

  /** Shapes and types of all outputs, those of assigned variables among them. */
  get outputs(): Readonly<Record<string, Required<TensorSpec>>> {
    return Object.fromEntries(
      this.#traced.graph.outputs.map(({ name, value: { shape, type } }) => [
        name,
        { shape, dtype: type as DataType },
      ]),
    );
  }

  /** Lets the function read a variable's values from an array. */
  bindVariable(input: string, values: Values, { shape, dtype }: Required<TensorSpec>): void {
    this.#bind(this.#inputs, input, values, shape, dtype);
  }

  /** Lets the function write an output into an array. */
  bindOutput(name: string, values: Values, { shape, dtype }: Required<TensorSpec>): void {
    this.#bind(this.#outputs, name, values, shape, dtype);
  }

  /**
   * Runs the function on what is bound.
   *
   * @param inputs of exactly the shapes of `specs`
   */
  run(inputs: Readonly<Record<string, HostTensor>>): Promise<void> {
    for (const name in this.specs) {
      const { shape, dtype = 'float32' } = this.specs[name];
      this.#bind(this.#inputs, this.#traced.inputs[name], inputs[name].data, shape, dtype);
    }
    return this.#session.run(this.#inputs, this.#outputs);
  }

  /** Frees the session. */
  release(): Promise<void> {
    return this.#session.release();
  }

  #bind(
    tensors: Record<string, Tensor | undefined>,
    name: string,
    values: Values,
    shape: readonly number[],
    dtype: DataType,
  ): void {
    if (tensors[name]?.data !== values) {
      tensors[name] = this.#session.tensor(dtype, values, shape);
    }
  }
}
