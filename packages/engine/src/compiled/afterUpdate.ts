import type * as tf from '@tensorflow/tfjs-core';
import type { AnyUpdate } from '../computation.js';
import type { Specs } from '../inputs.js';
import { emptyOf, type HostTensor, type Values } from '../tensor.js';
import { trace } from '../trace/trace.js';
import { Program, specOf, type ProgramSource } from './program.js';
import { ProgramCache } from './programCache.js';

/** What is assigned after each update, as a graph of its own on the memory of the step. */
export class AfterUpdate {
  readonly #values: readonly Values[];
  readonly #programs: ProgramCache<Program>;
  /** New values, by the index of the variable; a graph must not write where it may still read. */
  readonly #results = new Map<number, Values>();

  /**
   * Traces and loads the function for the example shapes.
   *
   * @param source - Where to run it, and the variables.
   * @param values - Of each variable.
   * @returns `undefined` when it assigns nothing.
   */
  static async create(
    update: AnyUpdate,
    examples: Specs,
    source: Omit<ProgramSource, 'compute'>,
    values: readonly Values[],
    cacheSize: number,
  ): Promise<AfterUpdate | undefined> {
    const { variables } = source;
    const compute = (inputs: Record<string, tf.Tensor>) => {
      update(inputs);
      return {};
    };
    if (trace(compute, { inputs: examples, variables }).assigned.length === 0) return undefined;
    const compile = (specs: Specs) => Program.compile(specs, { ...source, compute });
    const first = await compile(examples);
    return new AfterUpdate(variables, values, first, compile, cacheSize);
  }

  private constructor(
    variables: readonly tf.Variable[],
    values: readonly Values[],
    first: Program,
    compile: (specs: Specs) => Promise<Program>,
    cacheSize: number,
  ) {
    this.#values = values;
    const bind = (program: Program) => {
      for (const { index, input } of program.traced.variables) {
        program.bindVariable(input, values[index], specOf(variables[index]));
      }
      for (const { index, output } of program.traced.assigned) {
        const results = this.#results.get(index) ?? emptyOf(specOf(variables[index]));
        this.#results.set(index, results);
        program.bindOutput(output, results, specOf(variables[index]));
      }
      return program;
    };
    const another = async (specs: Specs) => bind(await compile(specs));
    this.#programs = new ProgramCache(bind(first), another, cacheSize);
  }

  /** The assignments for inputs of these shapes, ready to be carried out. */
  async prepare(inputs: Readonly<Record<string, HostTensor>>): Promise<() => Promise<void>> {
    const program = await this.#programs.get(inputs);
    return async () => {
      await program.run(inputs);
      for (const { index } of program.traced.assigned) {
        this.#values[index].set(this.#results.get(index)!);
      }
    };
  }

  /** Frees the sessions. */
  release(): Promise<void> {
    return this.#programs.release();
  }
}
