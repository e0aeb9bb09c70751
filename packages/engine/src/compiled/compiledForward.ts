import type * as tf from '@tensorflow/tfjs-core';
import { AssignedVariablesError } from '../assignedVariables.js';
import type { Computation } from '../computation.js';
import type { ForwardEngine } from '../compileForward.js';
import type { Specs } from '../inputs.js';
import type { SessionFactory, SessionOptions } from '../session/session.js';
import { emptyOf, type DataType, type HostTensor, type Values } from '../tensor.js';
import { Program, specOf } from './program.js';
import { ProgramCache } from './programCache.js';

/** What a compiled forward pass is made of. */
export interface CompiledForwardOptions extends Omit<
  SessionOptions,
  'light' | 'mostThreads' | 'resident'
> {
  readonly compute: Computation;
  readonly variables: readonly tf.Variable[];
  readonly examples: Specs;
  readonly sessions: SessionFactory;
  readonly cacheSize: number;
  /** Refuses a function that assigns variables; by default what it assigns is dropped. */
  readonly refuseAssignments?: boolean;
}

/**
 * A function of inputs and variables as an ONNX graph, which reads the variables
 * where TF.js keeps them.
 */
export class CompiledForward implements ForwardEngine {
  readonly kind = 'compiled';
  readonly #variables: readonly tf.Variable[];
  /** The handle and the values of each variable at its last use. */
  readonly #known: { handle: object; values: Values }[] = [];
  readonly #programs: ProgramCache<Program>;

  /** Traces and loads the function for the example shapes. */
  static async create(options: CompiledForwardOptions): Promise<CompiledForward> {
    const { variables, refuseAssignments = false } = options;
    const compile = async (specs: Specs) => {
      const program = await Program.compile(specs, options);
      const { assigned } = program.traced;
      if (refuseAssignments && assigned.length > 0) {
        await program.release();
        throw new AssignedVariablesError(assigned.map(({ index }) => variables[index]));
      }
      return program;
    };
    const first = await compile(options.examples);
    return new CompiledForward(variables, new ProgramCache(first, compile, options.cacheSize));
  }

  private constructor(variables: readonly tf.Variable[], programs: ProgramCache<Program>) {
    this.#variables = variables;
    this.#programs = programs;
  }

  async run(inputs: Readonly<Record<string, HostTensor>>): Promise<Record<string, HostTensor>> {
    const program = await this.#programs.get(inputs);
    const { variables, assigned } = program.traced;
    for (const { index, input } of variables) {
      program.bindVariable(input, await this.#valuesOf(index), specOf(this.#variables[index]));
    }
    const results: Record<string, HostTensor> = {};
    const dropped = new Set(assigned.map(({ output }) => output));
    for (const [name, spec] of Object.entries(program.outputs)) {
      const data = emptyOf(spec);
      program.bindOutput(name, data, spec);
      if (!dropped.has(name)) results[name] = { data, shape: spec.shape };
    }
    await program.run(inputs);
    return results;
  }

  dispose(): Promise<void> {
    return this.#programs.release();
  }

  /**
   * The array that TF.js' cpu backend holds, without a copy; other backends are asked
   * once an assignment.
   */
  async #valuesOf(index: number): Promise<Values> {
    const variable = this.#variables[index];
    if (variable.dataId !== (this.#known[index] as { handle: object } | undefined)?.handle) {
      const values = await variable.data<DataType>();
      this.#known[index] = { handle: variable.dataId, values };
    }
    return this.#known[index].values;
  }
}
