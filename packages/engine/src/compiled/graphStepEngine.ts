import type * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from 'onnxruntime-common';
import { TERM, computationOf } from '../computation.js';
import type { Diagnosis } from '../diagnosis.js';
import { checkInputs, specsOf, type AnyInputs } from '../inputs.js';
import { AdoptedVariables } from '../memory/adoptedVariables.js';
import { ruleOf } from '../optimisers/optimiser.js';
import type { Tensors } from '../session/session.js';
import { emptyOf, sizeOf, type Values } from '../tensor.js';
import { trace } from '../trace/trace.js';
import {
  checkSlots,
  taking,
  type SlotTensors,
  type StepEngine,
  type Updates,
} from '../trainingStep.js';
import { diagnoseTraced } from './diagnose.js';
import { Program, specOf } from './program.js';
import { shapeDependent, type CompiledStepOptions } from './stepEngine.js';
import { StepPrograms, type CompileStep } from './stepPrograms.js';
import { TensorReader } from './tensorReader.js';
import {
  COEFFICIENT,
  NORM,
  SLOT,
  carriedSpecs,
  updatingComputation,
  varying,
} from './updateInGraph.js';

/** What a step in one graph is made of. */
export interface GraphStepOptions extends CompiledStepOptions {
  readonly checkGradients: boolean;
}

/**
 * A training step as one ONNX graph, update included: what a device can run without coming back.
 *
 * Weights and optimiser slots are tensors which the graph takes and gives back changed.
 * The runtime holds them on the device where it can. The slots stay there; the weights
 * also come home after each step, to the arrays in which the TF.js variables live.
 */
export class GraphStepEngine implements StepEngine {
  readonly kind = 'compiled';
  readonly #options: GraphStepOptions;
  readonly #variables: readonly tf.Variable[];
  readonly #homes: readonly Values[];
  readonly #adopted: AdoptedVariables;
  readonly #programs: StepPrograms<Program>;
  readonly #first: Program;
  readonly #reader: TensorReader;
  /** The variables as the graph takes them; a hole where the variable at home is newer. */
  readonly #weights: (Tensor | undefined)[] = [];
  /** By `<index of the variable>/<name>`. */
  readonly #slots = new Map<string, Tensor>();
  /** Names of the coefficients that each group's update takes. */
  readonly #varying: readonly (readonly string[])[];
  /** What the last run has given, until it is taken over or dropped, and the program that ran. */
  #results: Tensors = {};
  #last: Program;

  /** Traces and loads the step for the example shapes. */
  static async create(options: GraphStepOptions): Promise<GraphStepEngine> {
    const { groups, state, examples, sessions, threads, spin, provider } = options;
    const variables = [...groups.flatMap((group) => group.variables), ...state];
    const compile: CompileStep<Program> = async (specs, taking, first) => {
      const program = await Program.compile(specs, {
        compute: updatingComputation(options, taking),
        variables,
        sessions,
        threads,
        spin,
        provider,
        carried: carriedSpecs(groups, taking),
        resident: isResident,
      });
      if (first !== undefined) refuseOtherOutputs(first, program);
      leaveOutputs(program);
      return program;
    };
    const first = await compile(
      examples,
      groups.map(() => true),
    );
    return new GraphStepEngine(options, variables, first, compile);
  }

  private constructor(
    options: GraphStepOptions,
    variables: readonly tf.Variable[],
    first: Program,
    compile: CompileStep<Program>,
  ) {
    this.#options = options;
    this.#variables = variables;
    this.#homes = variables.map((variable) => emptyOf(specOf(variable)));
    this.#adopted = new AdoptedVariables(
      variables.map((variable, i) => ({ variable, values: this.#homes[i] })),
    );
    this.#varying = options.groups.map(({ optimiser }) => varying(optimiser));
    this.#first = first;
    this.#last = first;
    const all = options.groups.map(() => true);
    this.#programs = new StepPrograms(first, all, compile, options.cacheSize);
    this.#reader = new TensorReader(options.sessions, options);
    let index = 0;
    for (const { optimiser, variables: trained } of options.groups) {
      for (const { shape } of trained) {
        for (const { name, initial } of ruleOf(optimiser).slots(optimiser)) {
          const values = new Float32Array(sizeOf(shape)).fill(initial);
          this.#slots.set(`${index}/${name}`, this.#tensor(values, shape));
        }
        index++;
      }
    }
  }

  async evaluate(inputs: AnyInputs, updates: Updates): Promise<Record<string, number>> {
    const checked = checkInputs(inputs, this.#options.examples);
    const program = await this.#programs.get(checked, taking(updates));
    await this.#takeIn();
    this.#bind(program, updates);
    this.#results = await program.run(checked);
    this.#last = program;
    const terms: Record<string, number> = {};
    for (const name in program.outputs) {
      if (name.startsWith(TERM)) terms[name.slice(TERM.length)] = this.#scalar(name);
    }
    return terms;
  }

  gradientNorm(group: number): number {
    return this.#scalar(`${NORM}${group}`);
  }

  rollback(): void {
    for (const name in this.#results) this.#results[name].dispose();
    this.#results = {};
  }

  async commit(): Promise<void> {
    const results = this.#results;
    this.#results = {};
    for (const [key, slot] of this.#slots) {
      const updated = results[SLOT + key] as Tensor | undefined;
      if (updated === undefined) continue;
      slot.dispose();
      this.#slots.set(key, updated);
    }
    const changed: Tensor[] = [];
    const homes: Values[] = [];
    for (const { index, output } of this.#last.traced.assigned) {
      this.#weights[index]?.dispose();
      this.#weights[index] = results[output];
      changed.push(results[output]);
      homes.push(this.#homes[index]);
    }
    await this.#reader.read(changed, homes);
  }

  update(): void {
    // The graph has done it.
  }

  afterUpdate(): void {
    // The graph has done it.
  }

  async slots(): Promise<SlotTensors> {
    const tensors = [...this.#slots.values()];
    const arrays = tensors.map(({ size }) => new Float32Array(size));
    await this.#reader.read(tensors, arrays);
    return Object.fromEntries(
      [...this.#slots].map(([key, { dims }], i) => [key, { data: arrays[i], shape: [...dims] }]),
    );
  }

  restoreSlots(slots: SlotTensors): void {
    checkSlots(slots, this.#options.groups);
    for (const [key, before] of this.#slots) {
      this.#slots.set(key, this.#tensor(slots[key].data.slice(), before.dims));
      before.dispose();
    }
  }

  async diagnose(inputs: AnyInputs): Promise<Diagnosis | undefined> {
    const { examples, loss, groups, sessions } = this.#options;
    const checked = checkInputs(inputs, examples);
    await this.#takeIn();
    // Not of the update: it takes numbers that only make sense in the course of a run.
    const variables = this.#variables;
    const compute = computationOf(loss, groups);
    const traced = trace(compute, { inputs: specsOf(checked, examples), variables });
    return diagnoseTraced(traced, checked, variables, this.#homes, sessions);
  }

  async dispose(): Promise<void> {
    this.rollback();
    for (const tensor of [...this.#weights, ...this.#slots.values()]) tensor?.dispose();
    await this.#programs.release();
    await this.#reader.release();
    this.#adopted.release();
  }

  /** Notices variables that were assigned elsewhere. */
  async #takeIn(): Promise<void> {
    if (this.#adopted.intact) return;
    await this.#adopted.adopt();
    for (const tensor of this.#weights.splice(0)) tensor?.dispose();
  }

  #bind(program: Program, updates: Updates): void {
    const { variables, inputs } = program.traced;
    for (const { index, input } of variables) {
      // A copy, because what is at home changes after each step.
      this.#weights[index] ??= program.tensor(
        this.#homes[index].slice(),
        specOf(this.#variables[index]),
      );
      program.bindTensor(input, this.#weights[index]);
    }
    for (const [key, slot] of this.#slots) {
      if (SLOT + key in inputs) program.bindTensor(inputs[SLOT + key], slot);
    }
    for (const [g, coefficients] of updates.entries()) {
      if (coefficients === undefined) continue;
      for (const name of this.#varying[g]) {
        const value = this.#tensor(Float32Array.of(coefficients[name]), []);
        program.bindTensor(inputs[`${COEFFICIENT}${g}/${name}`], value);
      }
    }
  }

  #scalar(output: string): number {
    return this.#results[output].data[0] as number;
  }

  #tensor(values: Values, shape: readonly number[]): Tensor {
    return this.#first.tensor(values, { shape, dtype: 'float32' });
  }
}

/** New weights, state and slots; terms and norms are looked at after each run. */
function isResident(output: string): boolean {
  return !output.startsWith(TERM) && !output.startsWith(NORM);
}

function leaveOutputs(program: Program): void {
  for (const name in program.outputs) program.leaveOutput(name);
}

function refuseOtherOutputs(first: Program, other: Program): void {
  const [expected, given] = [first.outputs, other.outputs];
  for (const name of [...Object.keys(expected), ...Object.keys(given)]) {
    if (!(name in expected && name in given)) throw new Error(shapeDependent(name));
  }
}
