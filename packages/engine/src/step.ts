import * as tf from '#tensorflow';
import type { Diagnosis } from './diagnosis.js';
import {
  ENGINE_CHECKS,
  ENGINE_DEFAULTS,
  anything,
  optional,
  sessionsFor,
  updatesInGraph,
  type EngineOptions,
  type ParsedEngineOptions,
} from './engineOptions.js';
import type { InputsOf, Specs, TensorsOf } from './inputs.js';
import type { Loss, LossTerms } from './objective.js';
import { parseOptimiser, type Optimiser } from './optimisers/optimiser.js';
import {
  boolean,
  OptionsError,
  parseOptions,
  positive,
  positiveInteger,
  show,
  type Check,
} from './options.js';
import { TrainingStep, type StepState, type TrainedGroup } from './trainingStep.js';
import { inWords } from './variableNames.js';

/** How the variables of a group are trained. */
export interface TrainingOptions {
  readonly optimiser: Optimiser;
  /** Scales the gradients down where their global norm exceeds this. Default: no clipping. */
  readonly clipNorm?: number;
  /**
   * The group is updated at the steps 0, `every`, 2 `every` and so on, and rests in
   * between: its terms are reported, its gradients are not computed. Its optimiser
   * and its schedule count its own updates. Default 1.
   */
  readonly every?: number;
}

/** Variables that the terms of a loss train, and how. */
export interface Group<Name extends string = string> extends TrainingOptions {
  /** Terms say to which group they belong. Default: empty, for the terms that say nothing. */
  readonly name?: Name;
  /**
   * float32 variables; the group's terms must depend on each. No variable may stand in two groups.
   */
  readonly variables: readonly tf.Variable[];
}

/** Options that all groups of a step share. */
export interface StepOptions<Inputs = Readonly<Record<string, tf.Tensor>>> extends EngineOptions {
  /**
   * Variables that the loss reads or assigns and that are not trained: running averages, codebooks.
   */
  readonly state?: readonly tf.Variable[];
  /**
   * Refuses gradients that are not finite, too, at the price of a pass over them.
   * Terms are always checked, and with `clipNorm` gradients are. Default false.
   */
  readonly checkGradients?: boolean;
  /**
   * Says that each term is a mean over samples, which the first axis of every input counts
   * (scalars go to all), and that no sample's share depends on the others: no batch normalisation,
   * no penalty on averages over the batch. Then the compiled engine may take a recurrence, which
   * two cores cannot share otherwise, in two halves of the batch. Default false.
   */
  readonly independentSamples?: boolean;
  /**
   * Assigns variables with `variable.assign` after the updates of each step: columns
   * of unit length, clipped weights, slow copies. It reads the variables as they are
   * then, and the inputs of the step. It is traced like the loss, and not run where
   * the step is refused because a term is not finite.
   */
  readonly afterUpdate?: (inputs: Inputs) => void;
}

/** A training step. */
export interface Step<
  S extends Specs = Specs,
  Name extends string = string,
  GroupName extends string = string,
> {
  /** The engine that runs the step. */
  readonly engine: 'compiled' | 'eager';
  /** Number of steps made. */
  readonly steps: number;
  /**
   * Learning rate of the next update by group; that of the group without a name
   * stands under `''`. Setting one puts a number in the place of its schedule; an
   * OptionsError refuses what is no number of 0 or above.
   */
  readonly learningRates: Record<GroupName, number>;
  /**
   * Makes one update.
   *
   * @param inputs - Values by name; shapes other than the examples' compile another
   * graph, which is kept.
   * @returns The objectives and every term by name, as they were before the update.
   * @throws TypeError for inputs of other names, types or ranks.
   * @throws NonFiniteError when a term is NaN or infinite; no variable has changed then.
   */
  run(inputs: InputsOf<S>): Promise<Record<Name, number>>;
  /** What a checkpoint must hold besides the variables. */
  state(): Promise<StepState>;
  /**
   * Takes up the state of a step with the same variables and optimisers.
   *
   * @throws Error when the state does not fit.
   */
  restore(state: StepState): Promise<void>;
  /** Finds the first value that is not finite in a run on these inputs; changes nothing. */
  diagnose(inputs: InputsOf<S>): Promise<Diagnosis | undefined>;
  /** Frees sessions and memory. The variables live on, with their present values. */
  dispose(): Promise<void>;
}

type NameOf<G extends Group> = G extends { readonly name: infer Name extends string } ? Name : '';
type ObjectiveName<GroupName extends string> = GroupName extends '' ? 'loss' : `${GroupName}.loss`;

/**
 * Compiles a training step: a loss, gradients and optimisers.
 *
 * Most losses train one group of variables. Adversarial ones train several, each by its
 * own terms and with its own optimiser: all gradients are taken at the same weights,
 * and the loss is computed once for all groups, so what it assigns changes once a step.
 *
 * Terms are reported by their names; the objective of a group, the weighted sum of
 * its terms, as `<group>.loss`, and that of the group without a name as `loss`.
 *
 * The variables stay ordinary TF.js variables. After the first run their values live
 * in the step's memory, so that `variable.dataSync()` always shows the present
 * weights; assigning a variable in between is noticed.
 *
 * @param loss - Tensors by name to named scalar terms. It is traced: it must not read
 * values, draw random numbers or make variables. `variable.assign` inside takes
 * effect after the step, for listed variables.
 * @param groups - What is trained, by which optimiser.
 * @param examples - Shapes and types of the inputs.
 * @throws TraceError when the loss cannot be traced.
 * @throws OptionsError for unknown or wrong options and groups.
 * @throws TypeError for unacceptable variables or terms.
 * @throws ProviderError when the execution provider that is asked for is not here.
 *
 * @example
 * ```ts
 * const step = await compileStep(
 *   ({ x }) => ({ error: tf.mean(tf.squaredDifference(tf.matMul(x, w), x)) }),
 *   [{ variables: [w], optimiser: adam() }],
 *   { x: { shape: [8, 3] } },
 * );
 * ```
 */
export async function compileStep<
  const S extends Specs,
  T extends LossTerms,
  const G extends readonly Group[],
>(
  loss: Loss<TensorsOf<S>, T>,
  groups: G,
  examples: S,
  options: StepOptions<TensorsOf<S>> = {},
): Promise<Step<S, (keyof T & string) | ObjectiveName<NameOf<G[number]>>, NameOf<G[number]>>> {
  const parsed = parseOptions<ParsedOptions>('compileStep', options, STEP_CHECKS, STEP_DEFAULTS);
  if (typeof loss !== 'function') {
    throw new TypeError(`The loss must be a function of the inputs, got ${show(loss)}.`);
  }
  const trained = parseGroups(groups);
  checkVariables(trained, parsed.state);
  // The loss names its inputs more precisely than the engine, which checks them at run time.
  const source = { ...parsed, loss: loss as Loss<unknown>, groups: trained, examples };
  const sessions = await sessionsFor(parsed);
  // Loaded here: what compiles is half of the engine, and an import of a model does not need it.
  const engine = !sessions
    ? await (await import('./eager/stepEngine.js')).EagerStepEngine.create(source)
    : updatesInGraph(parsed)
      ? await (
          await import('./compiled/graphStepEngine.js')
        ).GraphStepEngine.create({ ...source, sessions })
      : await (
          await import('./compiled/stepEngine.js')
        ).CompiledStepEngine.create({ ...source, sessions });
  return new TrainingStep(engine, trained, parsed.checkGradients);
}

function parseGroups(groups: readonly Group[]): readonly TrainedGroup[] {
  if (!Array.isArray(groups) || groups.length === 0) {
    throw new OptionsError(
      `compileStep expects a list of groups such as [{ variables, optimiser }], got ${show(groups)}.`,
    );
  }
  const names = new Set<string>();
  return groups.map((group: Group) => {
    const fields = parseOptions<Required<Group>>('a group of compileStep', group, GROUP_CHECKS, {
      name: '',
      every: 1,
    });
    if (names.has(fields.name)) {
      throw new OptionsError(`There are two groups of the name ${show(fields.name)}.`);
    }
    names.add(fields.name);
    return { ...fields, optimiser: parseOptimiser(fields.optimiser) };
  });
}

const aFunction: Check = (value) => (typeof value === 'function' ? undefined : 'a function');

/** Its inputs are named more precisely outside. */
type ParsedOptions = ParsedEngineOptions & {
  readonly [K in keyof typeof STEP_DEFAULTS & keyof StepOptions]: NonNullable<StepOptions[K]>;
} & Pick<StepOptions<unknown>, 'afterUpdate'>;

const STEP_CHECKS = {
  ...ENGINE_CHECKS,
  state: anything,
  checkGradients: boolean,
  independentSamples: boolean,
  afterUpdate: optional(aFunction),
};

const STEP_DEFAULTS = {
  ...ENGINE_DEFAULTS,
  state: [],
  checkGradients: false,
  independentSamples: false,
};

const GROUP_CHECKS = {
  name: (value: unknown) => (typeof value === 'string' ? undefined : 'a string'),
  variables: (value: unknown) => (Array.isArray(value) ? undefined : 'a list of variables'),
  // What is wrong with an optimiser is said by parseOptimiser.
  optimiser: anything,
  clipNorm: optional(positive),
  every: positiveInteger,
};

function checkVariables(groups: readonly TrainedGroup[], state: readonly tf.Variable[]): void {
  const seen = new Set<tf.Variable>();
  const check = (variable: tf.Variable) => {
    if (!(variable instanceof tf.Variable)) {
      throw new TypeError(`Variables must be made with tf.variable, got ${show(variable)}.`);
    }
    if (seen.has(variable)) {
      throw new TypeError(`The variable ${inWords(variable)} is listed twice.`);
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
          `The variable ${inWords(variable)} is ${variable.dtype}; only float32 can be trained.`,
        );
      }
    }
  }
  state.forEach(check);
}
