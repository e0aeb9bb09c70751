import type * as tf from '@tensorflow/tfjs-core';
import { GRADIENT, TERM, computationOf, type AnyLoss, type AnyUpdate } from '../computation.js';
import type { Diagnosis } from '../diagnosis.js';
import { checkInputs, type AnyInputs, type Specs } from '../inputs.js';
import { AdoptedVariables } from '../memory/adoptedVariables.js';
import { Arena } from '../memory/arena.js';
import { ruleOf } from '../optimisers/optimiser.js';
import type { SessionFactory, SessionOptions } from '../session/session.js';
import type { Values } from '../tensor.js';
import {
  checkSlots,
  taking,
  type SlotTensors,
  type StepEngine,
  type TrainedGroup,
  type Updates,
} from '../trainingStep.js';
import { AfterUpdate } from './afterUpdate.js';
import { diagnoseTraced } from './diagnose.js';
import { FusedOptimiser } from './fusedOptimiser.js';
import { HalvedProgram } from './halvedProgram.js';
import { Program, specOf, type ProgramSource, type StepProgram } from './program.js';
import { StepPrograms, type CompileStep, type Taking } from './stepPrograms.js';

/** What a compiled step is made of. */
export interface CompiledStepOptions extends Omit<
  SessionOptions,
  'light' | 'mostThreads' | 'resident'
> {
  readonly loss: AnyLoss;
  readonly groups: readonly TrainedGroup[];
  /** Variables that the loss reads or assigns and that are not trained. */
  readonly state: readonly tf.Variable[];
  readonly examples: Specs;
  readonly sessions: SessionFactory;
  readonly cacheSize: number;
  readonly independentSamples?: boolean;
  /** Assigns variables after each update. */
  readonly afterUpdate?: AnyUpdate;
}

interface Slot {
  readonly key: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * A training step as one ONNX graph and one pass over WebAssembly memory for each group.
 *
 * The memory holds weights, gradients, optimiser slots, terms and assigned values;
 * the sessions of all shapes and the TF.js variables share it.
 */
export class CompiledStepEngine implements StepEngine {
  readonly kind = 'compiled';
  readonly #options: CompiledStepOptions;
  /** That all groups take part. */
  readonly #all: Taking;
  readonly #variables: readonly tf.Variable[];
  readonly #optimisers: readonly FusedOptimiser[];
  readonly #slots: readonly Slot[];
  readonly #adopted: AdoptedVariables;
  readonly #programs: StepPrograms<StepProgram>;
  #after: AfterUpdate | undefined;
  /** What is to follow the updates of this step. */
  #finish: (() => Promise<void>) | undefined;
  /** Where the session finds the values of each variable. */
  readonly #values: readonly Values[];
  /** Where it leaves its outputs, by name. */
  readonly #results: ReadonlyMap<string, Values>;
  readonly #terms: readonly { readonly name: string; readonly values: Values }[];
  readonly #assignments: readonly { readonly from: Values; readonly to: Values }[];

  /** Traces and loads the step for the example shapes, and takes the memory. */
  static async create(options: CompiledStepOptions): Promise<CompiledStepEngine> {
    const { loss, groups, state, examples, sessions, threads, spin, provider } = options;
    const variables = [...groups.flatMap((group) => group.variables), ...state];
    const source = { variables, sessions, threads, spin, provider };
    const compile: CompileStep<StepProgram> = (specs, taking) =>
      compiled(specs, { ...source, compute: computationOf(loss, groups, taking) }, options);
    const program = await compile(
      examples,
      groups.map(() => true),
    );
    const arena = new Arena();
    const optimisers = groups.map(
      (group) => new FusedOptimiser(arena, group.optimiser, group.variables.map(specOf)),
    );
    const engine = new CompiledStepEngine(options, variables, compile, program, arena, optimisers);
    for (const optimiser of optimisers) await optimiser.load();
    engine.#bind(program);
    try {
      await engine.#loadAfterUpdate(source);
    } catch (error) {
      await engine.dispose();
      throw error;
    }
    return engine;
  }

  private constructor(
    options: CompiledStepOptions,
    variables: readonly tf.Variable[],
    compile: CompileStep<StepProgram>,
    program: StepProgram,
    arena: Arena,
    optimisers: readonly FusedOptimiser[],
  ) {
    this.#options = options;
    this.#variables = variables;
    this.#optimisers = optimisers;
    const outputs = Object.entries(program.outputs).filter(([name]) => !name.startsWith(GRADIENT));
    const outputBlock = arena.reserve(outputs.map(([, spec]) => spec));
    const stateBlock = arena.reserve(options.state.map(specOf));

    this.#values = [...optimisers.flatMap(({ weights }) => weights), ...arena.views(stateBlock)];
    const gradients = optimisers.flatMap((optimiser) => optimiser.gradients);
    const others = arena.views(outputBlock);
    this.#results = new Map([
      ...gradients.map((values, i) => [`${GRADIENT}${i}`, values] as const),
      ...outputs.map(([name], i) => [name, others[i]] as const),
    ]);
    this.#terms = outputs
      .map(([name], i) => ({ name: name.slice(TERM.length), output: name, values: others[i] }))
      .filter(({ output }) => output.startsWith(TERM));
    this.#assignments = program.traced.assigned.map(({ index, output }) => ({
      from: this.#results.get(output)!,
      to: this.#values[index],
    }));
    this.#slots = slotsOf(options.groups, optimisers);
    this.#adopted = new AdoptedVariables(
      variables.map((variable, i) => ({ variable, values: this.#values[i] })),
    );
    const another: CompileStep<StepProgram> = async (specs, taking) => {
      const other = await compile(specs, taking);
      this.#bind(other);
      return other;
    };
    this.#all = options.groups.map(() => true);
    this.#programs = new StepPrograms(program, this.#all, another, options.cacheSize);
  }

  async evaluate(inputs: AnyInputs, updates: Updates): Promise<Record<string, number>> {
    const checked = checkInputs(inputs, this.#options.examples);
    const program = await this.#programs.get(checked, taking(updates));
    this.#finish = await this.#after?.prepare(checked);
    if (!this.#adopted.intact) await this.#adopted.adopt();
    await program.run(checked);
    const terms: Record<string, number> = {};
    for (const { name, values } of this.#terms) terms[name] = values[0];
    return terms;
  }

  gradientNorm(group: number): number {
    return this.#optimisers[group].gradientNorm();
  }

  rollback(): void {
    // Nothing has been changed yet.
  }

  commit(): void {
    for (const { from, to } of this.#assignments) to.set(from);
  }

  update(group: number, coefficients: Readonly<Record<string, number>>, scale: number): void {
    this.#optimisers[group].update(coefficients, scale);
  }

  afterUpdate(): Promise<void> | undefined {
    return this.#finish?.();
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is for devices too
  async slots(): Promise<SlotTensors> {
    return Object.fromEntries(
      this.#slots.map(({ key, shape, values }) => [key, { data: values.slice(), shape }]),
    );
  }

  restoreSlots(slots: SlotTensors): void {
    checkSlots(slots, this.#options.groups);
    for (const { key, values } of this.#slots) values.set(slots[key].data);
  }

  async diagnose(inputs: AnyInputs): Promise<Diagnosis | undefined> {
    const checked = checkInputs(inputs, this.#options.examples);
    const program = await this.#programs.get(checked, this.#all);
    if (!this.#adopted.intact) await this.#adopted.adopt();
    const { sessions } = this.#options;
    for (const share of program.shares(checked)) {
      const found = await diagnoseTraced(
        program.traced,
        share,
        this.#variables,
        this.#values,
        sessions,
      );
      if (found) return found;
    }
    return undefined;
  }

  async dispose(): Promise<void> {
    await this.#programs.release();
    await this.#after?.release();
    this.#adopted.release();
  }

  async #loadAfterUpdate(source: Omit<ProgramSource, 'compute'>): Promise<void> {
    const { afterUpdate, examples, cacheSize } = this.#options;
    if (afterUpdate === undefined) return;
    const values = this.#values;
    this.#after = await AfterUpdate.create(afterUpdate, examples, source, values, cacheSize);
  }

  /** Lets a program work on the memory. */
  #bind(program: StepProgram): void {
    const { outputs } = program;
    for (const { index, input } of program.traced.variables) {
      program.bindVariable(input, this.#values[index], specOf(this.#variables[index]));
    }
    for (const [name, spec] of Object.entries(outputs)) {
      const values = this.#results.get(name);
      if (values === undefined) throw new Error(shapeDependent(name));
      program.bindOutput(name, values, spec);
    }
    for (const name of this.#results.keys()) {
      // The gradients of groups that rest are missing.
      if (!(name in outputs || name.startsWith(GRADIENT))) throw new Error(shapeDependent(name));
    }
  }
}

/**
 * The function in two halves where the samples allow it and the time is worth it, otherwise whole.
 */
async function compiled(
  specs: Specs,
  source: ProgramSource,
  { independentSamples }: CompiledStepOptions,
): Promise<StepProgram> {
  const halved = independentSamples ? await HalvedProgram.compile(specs, source) : undefined;
  return halved ?? (await Program.compile(specs, source));
}

/** Says that a loss gives this output for some shapes of its inputs only. */
export function shapeDependent(output: string): string {
  return `The loss must give the same terms and assignments for all input shapes, but ${output} is there for some only.`;
}

function slotsOf(
  groups: readonly TrainedGroup[],
  optimisers: readonly FusedOptimiser[],
): readonly Slot[] {
  let first = 0;
  return groups.flatMap(({ optimiser, variables }, g) => {
    const offset = first;
    first += variables.length;
    return ruleOf(optimiser)
      .slots(optimiser)
      .flatMap(({ name }) =>
        optimisers[g].slot(name).map((values, i) => ({
          key: `${offset + i}/${name}`,
          shape: variables[i].shape,
          values,
        })),
      );
  });
}
