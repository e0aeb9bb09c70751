import type * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from 'onnxruntime-common';
import { optimise } from '../graph/optimise.js';
import { mostThreads, sameOnAnyThreads } from '../graph/threads.js';
import { isLight } from '../graph/work.js';
import type { Specs } from '../inputs.js';
import { encodeModel } from '../onnx/encode.js';
import { createSession } from '../session/provider.js';
import type { Session, SessionFactory, SessionOptions, Tensors } from '../session/session.js';
import type { DataType, HostTensor, TensorSpec, Values } from '../tensor.js';
import type { Compute, Traced } from '../trace/trace.js';
import { recordForShapes } from './recordForShapes.js';

/** A function to compile, and where to run it. */
export interface ProgramSource extends Omit<SessionOptions, 'light' | 'mostThreads' | 'resident'> {
  readonly compute: Compute;
  readonly variables: readonly tf.Variable[];
  readonly sessions: SessionFactory;
  /** Inputs besides those of a run, which are bound and have the same shapes in all programs. */
  readonly carried?: Specs;
  /** Whether an output is to stay on the device. Default: none is. */
  readonly resident?: (output: string) => boolean;
}

/** A traced function ready to run on memory that is bound to it: for one set of input shapes. */
export interface StepProgram {
  /** Shapes and types of the inputs. */
  readonly specs: Specs;
  /** The recorded function. */
  readonly traced: Traced;
  /** Shapes and types of all outputs, those of assigned variables among them. */
  readonly outputs: Readonly<Record<string, Required<TensorSpec>>>;
  /** Lets the function read a variable's values from an array. */
  bindVariable(input: string, values: Values, spec: Required<TensorSpec>): void;
  /** Lets the function write an output into an array. */
  bindOutput(name: string, values: Values, spec: Required<TensorSpec>): void;
  /**
   * Runs the function on what is bound.
   *
   * @param inputs - Of exactly the shapes of `specs`.
   */
  run(inputs: Readonly<Record<string, HostTensor>>): Promise<unknown>;
  /** The inputs of each run of the recorded function that a run of this program consists of. */
  shares(
    inputs: Readonly<Record<string, HostTensor>>,
  ): readonly Readonly<Record<string, HostTensor>>[];
  /** Frees the sessions. */
  release(): Promise<void>;
}

/** A traced function in a session. */
export class Program implements StepProgram {
  readonly #session: Session;
  readonly #inputs: Record<string, Tensor> = {};
  readonly #outputs: Record<string, Tensor | null> = {};

  private constructor(
    readonly specs: Specs,
    readonly traced: Traced,
    session: Session,
  ) {
    this.#session = session;
  }

  /**
   * Traces (twice, against frozen randomness), optimises and loads a function for
   * inputs of the given shapes.
   */
  static async compile(specs: Specs, source: ProgramSource): Promise<Program> {
    const { compute, variables, sessions, threads, spin, provider, carried, resident } = source;
    const inputs = { ...specs, ...carried };
    const traced = recordForShapes(compute, { inputs, variables }, sessions, provider);
    const graph = sameOnAnyThreads(optimise(traced.graph));
    const session = await createSession(sessions, encodeModel(graph), {
      threads,
      mostThreads: mostThreads(graph),
      light: isLight(graph),
      spin,
      provider,
      resident: resident && traced.graph.outputs.map(({ name }) => name).filter(resident),
    });
    return new Program(specs, traced, session);
  }

  get outputs(): Readonly<Record<string, Required<TensorSpec>>> {
    return outputsOf(this.traced);
  }

  bindVariable(input: string, values: Values, { shape, dtype }: Required<TensorSpec>): void {
    this.#bind(this.#inputs, input, values, shape, dtype);
  }

  bindOutput(name: string, values: Values, { shape, dtype }: Required<TensorSpec>): void {
    this.#bind(this.#outputs, name, values, shape, dtype);
  }

  /** Gives the function the value of a variable or of a carried input, wherever it is. */
  bindTensor(input: string, tensor: Tensor): void {
    this.#inputs[input] = tensor;
  }

  /** Lets the runtime make a tensor for an output at each run. */
  leaveOutput(name: string): void {
    this.#outputs[name] = null;
  }

  /** A tensor over an array. */
  tensor(values: Values, { shape, dtype }: Required<TensorSpec>): Tensor {
    return this.#session.tensor(dtype, values, shape);
  }

  /** @returns all outputs by name. */
  run(inputs: Readonly<Record<string, HostTensor>>): Promise<Tensors> {
    for (const name in this.specs) {
      const { shape, dtype = 'float32' } = this.specs[name];
      this.#bind(this.#inputs, this.traced.inputs[name], inputs[name].data, shape, dtype);
    }
    return this.#session.run(this.#inputs, this.#outputs);
  }

  shares(
    inputs: Readonly<Record<string, HostTensor>>,
  ): readonly Readonly<Record<string, HostTensor>>[] {
    return [inputs];
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  #bind(
    tensors: Record<string, Tensor | null>,
    name: string,
    values: Values,
    shape: readonly number[],
    dtype: DataType,
  ): void {
    if ((tensors[name] as Tensor | null | undefined)?.data !== values) {
      tensors[name] = this.#session.tensor(dtype, values, shape);
    }
  }
}

/** Shapes and types of the outputs of a recorded function. */
export function outputsOf({ graph }: Traced): Readonly<Record<string, Required<TensorSpec>>> {
  return Object.fromEntries(
    graph.outputs.map(({ name, value: { shape, type } }) => [
      name,
      { shape, dtype: type as DataType },
    ]),
  );
}

/** Shape and type of a variable. */
export function specOf({ shape, dtype }: tf.Variable): Required<TensorSpec> {
  return { shape, dtype: dtype as DataType };
}
