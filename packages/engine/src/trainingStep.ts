import type { LossGroup } from './computation.js';
import type { Diagnosis } from './diagnosis.js';
import type { AnyInputs } from './inputs.js';
import { NonFiniteError } from './nonFinite.js';
import { clipScale } from './optimisers/clip.js';
import { ruleOf, type Optimiser } from './optimisers/optimiser.js';
import { nonNegative, OptionsError, show } from './options.js';
import { rateAt } from './schedules/schedule.js';
import { serial } from './serial.js';
import type { HostTensor } from './tensor.js';
import { inWords } from './variableNames.js';

/** Variables of a loss, and how they are trained. */
export interface TrainedGroup extends LossGroup {
  readonly optimiser: Optimiser;
  readonly clipNorm?: number;
  /** Steps from one update to the next. */
  readonly every: number;
}

/** Optimiser slots by `<index of the variable>/<name of the slot>`. */
export type SlotTensors = Readonly<Record<string, HostTensor>>;

/** The numbers of one update of a group, from the optimiser's rule. */
export type UpdateCoefficients = Readonly<Record<string, number>>;

/** What each group does in a step: its update's numbers, or `undefined` where it rests. */
export type Updates = readonly (UpdateCoefficients | undefined)[];

/** For each group whether it takes part in a step. */
export const taking = (updates: Updates): readonly boolean[] =>
  updates.map((update) => update !== undefined);

/** What a training step needs from the engine that computes it. */
export interface StepEngine {
  readonly kind: 'compiled' | 'eager';
  /**
   * Computes all terms, by name, and the gradients of the groups that do not rest;
   * changes no variable for good.
   *
   * @param updates - That may follow, for engines that compute them at once.
   */
  evaluate(inputs: AnyInputs, updates: Updates): Promise<Record<string, number>>;
  /** Global norm of the gradients of a group that does not rest. */
  gradientNorm(group: number): number | Promise<number>;
  /** Leaves the variables as they were before `evaluate`. */
  rollback(): void;
  /** Carries out the assignments of the losses. */
  commit(): void | Promise<void>;
  /** Changes the variables of a group by their gradients, if `commit` has not done so. */
  update(group: number, coefficients: UpdateCoefficients, scale: number): void;
  /** Carries out what is to follow the updates. */
  afterUpdate(): void | Promise<void>;
  /** Copies of all optimiser slots. */
  slots(): Promise<SlotTensors>;
  /** Takes over all optimiser slots. */
  restoreSlots(slots: SlotTensors): void;
  /** The first value of a run on these inputs that is not finite. */
  diagnose(inputs: AnyInputs): Promise<Diagnosis | undefined>;
  dispose(): Promise<void>;
}

/**
 * All that a step remembers besides the variables: with both, training goes on with the same bits.
 */
export interface StepState {
  /** Number of steps made; a group's own updates follow from it. */
  readonly steps: number;
  /** Learning rates that were set by hand, by the name of the group (which may be empty). */
  readonly learningRates: Readonly<Record<string, number>>;
  /** Optimiser slots by `<index of the variable>/<name of the slot>`, such as `0/firstMoment`. */
  readonly slots: SlotTensors;
}

/**
 * The course of a training step, the same on all engines: terms and gradients, a look at
 * whether they are finite, assignments, updates. Calls that overlap wait for one another.
 */
export class TrainingStep {
  readonly run = serial((inputs: AnyInputs) => this.#run(inputs));
  readonly diagnose = serial((inputs: AnyInputs) => this.#engine.diagnose(inputs));
  readonly state = serial(() => this.#state());
  readonly restore = serial((state: StepState) => this.#restore(state));
  readonly dispose = serial(() => this.#engine.dispose());
  /** The rate of the next update, by group; setting one puts it in the place of the schedule. */
  readonly learningRates: Record<string, number> = {};
  readonly #engine: StepEngine;
  readonly #groups: readonly TrainedGroup[];
  readonly #checkGradients: boolean;
  #ratesByHand: Record<string, number> = {};
  #steps = 0;

  constructor(engine: StepEngine, groups: readonly TrainedGroup[], checkGradients: boolean) {
    this.#engine = engine;
    this.#groups = groups;
    this.#checkGradients = checkGradients;
    for (const group of groups) {
      Object.defineProperty(this.learningRates, group.name, {
        enumerable: true,
        get: () => this.#rateOf(group),
        set: (rate: number) => (this.#ratesByHand[group.name] = parseNumber(rate)),
      });
    }
  }

  /** The engine that runs the step. */
  get engine(): 'compiled' | 'eager' {
    return this.#engine.kind;
  }

  /** Number of steps made. */
  get steps(): number {
    return this.#steps;
  }

  async #run(inputs: AnyInputs): Promise<Record<string, number>> {
    const updates = this.#groups.map((group) => this.#updateOf(group));
    const terms = await this.#engine.evaluate(inputs, updates);
    const scales: number[] = [];
    try {
      for (const name in terms) this.#refuseNonFinite(name, terms[name]);
      for (const [i, group] of this.#groups.entries()) {
        scales.push(updates[i] === undefined ? 0 : await this.#scaleOf(i, group));
      }
    } catch (error) {
      this.#engine.rollback();
      throw error;
    }
    await this.#engine.commit();
    for (const [i, update] of updates.entries()) {
      if (update !== undefined) this.#engine.update(i, update, scales[i]);
    }
    await this.#engine.afterUpdate();
    this.#steps++;
    return terms;
  }

  /** The numbers of the update that a group makes in this step, if it makes one. */
  #updateOf(group: TrainedGroup): UpdateCoefficients | undefined {
    if (this.#steps % group.every !== 0) return undefined;
    const { optimiser } = group;
    return ruleOf(optimiser).coefficients(optimiser, this.#rateOf(group), this.#updatesOf(group));
  }

  /** Number of updates that a group has made. */
  #updatesOf({ every }: TrainedGroup): number {
    return Math.ceil(this.#steps / every);
  }

  /** The factor that clipping asks for. */
  async #scaleOf(index: number, { name, clipNorm }: TrainedGroup): Promise<number> {
    if (clipNorm === undefined && !this.#checkGradients) return 1;
    const norm = await this.#engine.gradientNorm(index);
    this.#refuseNonFinite(name === '' ? 'gradient norm' : `${name}.gradient norm`, norm);
    return clipNorm === undefined ? 1 : clipScale(norm, clipNorm);
  }

  #refuseNonFinite(name: string, value: number): void {
    if (!Number.isFinite(value)) throw new NonFiniteError(name, value, this.#steps);
  }

  #rateOf(group: TrainedGroup): number {
    return group.name in this.#ratesByHand
      ? this.#ratesByHand[group.name]
      : rateAt(group.optimiser.learningRate, this.#updatesOf(group));
  }

  async #state(): Promise<StepState> {
    return {
      steps: this.#steps,
      learningRates: { ...this.#ratesByHand },
      slots: await this.#engine.slots(),
    };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- errors become rejections
  async #restore({ steps, learningRates, slots }: StepState): Promise<void> {
    if (!Number.isSafeInteger(steps) || steps < 0) {
      throw new Error(`The steps of a state must be a whole number from 0, got ${show(steps)}.`);
    }
    for (const [name, rate] of Object.entries(learningRates)) {
      if (!Object.hasOwn(this.learningRates, name)) {
        throw new Error(
          `The state has a learning rate of a group ${show(name)}, which is not here.`,
        );
      }
      parseNumber(rate);
    }
    this.#engine.restoreSlots(slots);
    this.#steps = steps;
    this.#ratesByHand = { ...learningRates };
  }
}

function parseNumber(rate: number): number {
  const expected = nonNegative(rate);
  if (expected !== undefined) {
    throw new OptionsError(`A learning rate must be ${expected}, got ${show(rate)}.`);
  }
  return rate;
}

/**
 * Refuses slots of other variables or of another optimiser, and numbers that no update gives.
 *
 * @param given - Slots from a saved state.
 * @param groups - Whose variables they are to be of; a slot has the shape of its variable.
 * @throws Error when names, shapes or types differ, or a value is not finite.
 */
export function checkSlots(given: SlotTensors, groups: readonly TrainedGroup[]): void {
  const known = new Set<string>();
  const problems: string[] = [];
  const optimisers = groups.flatMap(({ optimiser, variables }) =>
    variables.map((variable) => ({ optimiser, variable })),
  );
  for (const [index, { optimiser, variable }] of optimisers.entries()) {
    for (const { name } of ruleOf(optimiser).slots(optimiser)) {
      const key = `${index}/${name}`;
      const slot = Object.hasOwn(given, key) ? given[key] : undefined;
      const problem = slot ? problemOf(slot, variable.shape) : 'is missing';
      known.add(key);
      if (problem) problems.push(`${name} of variable ${inWords(variable, index)} ${problem}`);
    }
  }
  for (const key of Object.keys(given)) {
    if (!known.has(key)) problems.push(`${show(key)} is not known`);
  }
  if (problems.length > 0) {
    throw new Error(
      `The state is damaged, or belongs to a step with other variables or another optimiser: ${problems.slice(0, 3).join('; ')}.`,
    );
  }
}

function problemOf({ data, shape }: HostTensor, expected: readonly number[]): string | undefined {
  if (String(shape) !== String(expected)) {
    return `has the shape [${shape.join(', ')}] and not [${expected.join(', ')}]`;
  }
  if (!(data instanceof Float32Array)) return 'is not float32';
  const odd = data.findIndex((value) => !Number.isFinite(value));
  return odd < 0 ? undefined : `has the value ${data[odd]} at place ${odd}`;
}
