import * as tf from '@tensorflow/tfjs-core';
import { GraphStepEngine } from './compiled/graphStepEngine.js';
import { CompiledStepEngine } from './compiled/stepEngine.js';
import type { Diagnosis } from './diagnosis.js';
import { EagerStepEngine } from './eager/stepEngine.js';
import {
  ENGINE_CHECKS,
  ENGINE_DEFAULTS,
  anything,
  sessionsFor,
  updatesInGraph,
  type EngineOptions,
  type ParsedEngineOptions,
} from './engines.js';
import type { InputsOf, Specs, TensorsOf } from './inputs.js';
import type { Loss, Terms } from './objective.js';
import { parseOptimiser, type Optimiser } from './optimisers/optimiser.js';
import { boolean, parseOptions, positive, show } from './options.js';
import { TrainingStep, type StepState, type TrainedGroup } from './trainingStep.js';

/** How a loss trains its variables. */
export interface TrainingOptions {
  readonly optimiser: Optimiser;
  /** Scales the gradients down where their global norm exceeds this. Default: no clipping. */
  readonly clipNorm?: number;
}

/** Options that all groups of a step share. */
export interface StepOptions extends EngineOptions {
  /** Variables that losses read or assign and that are not trained: running averages, codebooks. */
  readonly state?: readonly tf.Variable[];
  /**
   * Refuses gradients that are not finite, too, at the price of a pass over them. Terms are always checked,
   * and with `clipNorm` gradients are. Default false.
   */
  readonly checkGradients?: boolean;
  /**
   * Says that each term is a mean over samples, which the first axis of every input counts (scalars go to all), and
   * that no sample's share depends on the others: no batch normalisation, no penalty on averages over the batch.
   * Then the compiled engine may take a recurrence, which two cores cannot share otherwise, in two halves of the
   * batch. Default false.
   */
  readonly independentSamples?: boolean;
}

/** One of several losses of a step: its own variables, its own optimiser. */
export interface Group<I, T extends Terms = Terms> extends TrainingOptions {
  readonly loss: Loss<I, T>;
  readonly variables: readonly tf.Variable[];
}

interface AnyStep<S extends Specs, Name extends string> {
  /** The engine that runs the step. */
  readonly engine: 'compiled' | 'eager';
  /** Number of updates made. */
  readonly steps: number;
  /**
   * Makes one update.
   *
   * @param inputs values by name; shapes other than the examples' compile another graph, which is kept
   * @returns `loss` and every term by name, as they were before the update
   * @throws {TypeError} for inputs of other names, types or ranks
   * @throws {NonFiniteError} when a term is NaN or infinite; no variable has changed then
   */
  run(inputs: InputsOf<S>): Promise<Record<Name, number>>;
  /** What a checkpoint must hold besides the variables. */
  state(): Promise<StepState>;
  /**
   * Takes up the state of a step with the same variables and optimisers.
   *
   * @throws {Error} when the state does not fit
   */
  restore(state: StepState): Promise<void>;
  /** Finds the first value that is not finite in a run on these inputs; changes nothing. */
  diagnose(inputs: InputsOf<S>): Promise<Diagnosis | undefined>;
  /** Frees sessions and memory. The variables live on, with their present values. */
  dispose(): Promise<void>;
}

/** A training step. */
export interface Step<S extends Specs = Specs, Name extends string = string> extends AnyStep<
  S,
  Name | 'loss'
> {
  /** Learning rate of the next update. Setting it puts a number in the place of the schedule. */
  learningRate: number;
}

/** A training step of several losses. */
export interface GroupStep<
  S extends Specs = Specs,
  G extends string = string,
  Name extends string = string,
> extends AnyStep<S, Name> {
  /** Learning rate of the next update by group. Setting one puts a number in the place of its schedule. */
  readonly learningRates: Record<G, number>;
}

type TermNames<T> = (keyof T & string) | 'loss';
type GroupTermNames<G extends Readonly<Record<string, { loss: (inputs: never) => Terms }>>> = {
  [K in keyof G & string]: `${K}.${TermNames<ReturnType<G[K]['loss']>>}`;
}[keyof G & string];

/**
 * Compiles a training step: losses, gradients and optimiser.
 *
 * The variables stay ordinary TF.js variables. After the first run their values live in the step's memory, so
 * that `variable.dataSync()` always shows the present weights; assigning a variable in between is noticed.
 *
 * @param loss tensors by name to named scalar terms. It is traced: it must not read values, draw random
 *   numbers or make variables. `variable.assign` inside takes effect after the step, for listed variables.
 * @param variables float32 variables to train; the loss must depend on each
 * @param examples shapes and types of the inputs
 * @throws {TraceError} when the loss cannot be traced
 * @throws {TypeError} for unacceptable options, variables or terms
 * @throws {ProviderError} when the execution provider that is asked for is not here
 */
export function compileStep<const S extends Specs, T extends Terms>(
  loss: Loss<TensorsOf<S>, T>,
  variables: readonly tf.Variable[],
  examples: S,
  options: TrainingOptions & StepOptions,
): Promise<Step<S, keyof T & string>>;
/**
 * Compiles a training step of several losses, each with its variables and its optimiser, as adversarial
 * training needs: all gradients are taken at the same weights, in the same graph.
 *
 * Terms are reported as `<group>.<term>`, the objectives as `<group>.loss`.
 *
 * @param groups losses by name; no variable may stand in two
 */
export function compileStep<
  const S extends Specs,
  const G extends Readonly<Record<string, Group<TensorsOf<S>>>>,
>(
  groups: G,
  examples: S,
  options?: StepOptions,
): Promise<GroupStep<S, keyof G & string, GroupTermNames<G>>>;
export async function compileStep(
  first: Loss<never> | Readonly<Record<string, Group<never>>>,
  second: readonly tf.Variable[] | Specs,
  third?: Specs | StepOptions,
  fourth?: TrainingOptions & StepOptions,
): Promise<Step | GroupStep> {
  if (typeof first !== 'function') {
    return build(first, second as Specs, third ?? {});
  }
  const { optimiser, clipNorm, ...options } = fourth ?? ({} as TrainingOptions & StepOptions);
  const variables = second as readonly tf.Variable[];
  return build({ '': { loss: first, variables, optimiser, clipNorm } }, third as Specs, options);
}

async function build(
  groups: Readonly<Record<string, Group<never>>>,
  examples: Specs,
  options: StepOptions,
): Promise<TrainingStep> {
  const parsed = parseOptions<
    ParsedEngineOptions & Required<Omit<StepOptions, keyof EngineOptions>>
  >(
    'compileStep',
    options,
    { ...ENGINE_CHECKS, state: anything, checkGradients: boolean, independentSamples: boolean },
    { ...ENGINE_DEFAULTS, state: [], checkGradients: false, independentSamples: false },
  );
  const trained = Object.entries(groups).map(([name, group]) => trainedGroup(name, group));
  checkVariables(trained, parsed.state);
  const source = { ...parsed, groups: trained, examples };
  const sessions = await sessionsFor(parsed);
  const engine = !sessions
    ? await EagerStepEngine.create(source)
    : updatesInGraph(parsed)
      ? await GraphStepEngine.create({ ...source, sessions })
      : await CompiledStepEngine.create({ ...source, sessions });
  return new TrainingStep(engine, trained, parsed.checkGradients);
}

function trainedGroup(name: string, group: Group<never>): TrainedGroup {
  const { loss, variables, optimiser, clipNorm } = group;
  if (typeof loss !== 'function') {
    throw new TypeError(`The loss must be a function of the inputs, got ${show(loss)}.`);
  }
  if (clipNorm !== undefined && positive(clipNorm) !== undefined) {
    throw new TypeError(`"clipNorm" must be ${positive(clipNorm)}, got ${show(clipNorm)}.`);
  }
  // The loss names its inputs more precisely than the engine, which checks them at run time.
  return {
    name,
    loss: loss as Loss<unknown>,
    variables,
    optimiser: parseOptimiser(optimiser),
    clipNorm,
  };
}

function checkVariables(groups: readonly TrainedGroup[], state: readonly tf.Variable[]): void {
  const seen = new Set<tf.Variable>();
  const check = (variable: tf.Variable) => {
    if (!(variable instanceof tf.Variable)) {
      throw new TypeError(`Variables must be made with tf.variable, got ${show(variable)}.`);
    }
    if (seen.has(variable)) {
      throw new TypeError(`The variable '${variable.name}' is listed twice.`);
    }
    seen.add(variable);
  };
  for (const { name, variables } of groups) {
    if (variables.length === 0) {
      throw new TypeError(`There are no variables to train${name && ` in the group "${name}"`}.`);
    }
    for (const variable of variables) {
      check(variable);
      if (variable.dtype !== 'float32') {
        throw new TypeError(
          `The variable '${variable.name}' is ${variable.dtype}; only float32 can be trained.`,
        );
      }
    }
  }
  state.forEach(check);
}
