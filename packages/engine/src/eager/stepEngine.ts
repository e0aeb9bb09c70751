import * as tf from '#tensorflow';
import {
  GRADIENT,
  TERM,
  computationOf,
  firstIndices,
  type AnyLoss,
  type AnyUpdate,
} from '../computation.js';
import { firstNonFinite, type Diagnosis, type Suspect } from '../diagnosis.js';
import { checkInputs, type AnyInputs, type Specs } from '../inputs.js';
import type { HostTensor } from '../tensor.js';
import {
  checkSlots,
  taking,
  type SlotTensors,
  type StepEngine,
  type TrainedGroup,
  type Updates,
} from '../trainingStep.js';
import { inWords } from '../variableNames.js';
import { onBackend, prepareBackend } from './onBackend.js';
import { EagerOptimiser, gradientNorm } from './eagerOptimiser.js';
import { Snapshot, mapValues, owned, read, tensorsOf } from './tensors.js';

/** What an eager step is made of. */
export interface EagerStepOptions {
  readonly loss: AnyLoss;
  readonly groups: readonly TrainedGroup[];
  /** Variables that the loss reads or assigns and that are not trained. */
  readonly state: readonly tf.Variable[];
  readonly examples: Specs;
  /** Assigns variables after each update. */
  readonly afterUpdate?: AnyUpdate;
  /** TF.js backend; by default the one that is current at each run. */
  readonly backend?: string;
}

/**
 * A training step that TF.js runs operation by operation: the reference, and the way
 * where nothing else runs.
 */
export class EagerStepEngine implements StepEngine {
  readonly kind = 'eager';
  readonly #options: EagerStepOptions;
  readonly #variables: readonly tf.Variable[];
  readonly #optimisers: readonly EagerOptimiser[];
  #gradients: readonly (readonly tf.Tensor[])[] = [];
  #snapshot: Snapshot | undefined;
  /** Those of the last evaluation. */
  #inputs: Readonly<Record<string, HostTensor>> = {};

  /** @throws Error when the backend is not there. */
  static async create(options: EagerStepOptions): Promise<EagerStepEngine> {
    await prepareBackend(options.backend);
    const engine = new EagerStepEngine(options);
    try {
      engine.#tryAfterUpdate();
    } catch (error) {
      await engine.dispose();
      throw error;
    }
    return engine;
  }

  private constructor(options: EagerStepOptions) {
    this.#options = options;
    this.#variables = [...options.groups.flatMap(({ variables }) => variables), ...options.state];
    this.#optimisers = this.#on(() =>
      options.groups.map(({ optimiser, variables }) => new EagerOptimiser(optimiser, variables)),
    );
  }

  async evaluate(inputs: AnyInputs, updates: Updates): Promise<Record<string, number>> {
    const outputs = this.#outputs(inputs, taking(updates));
    const terms: Record<string, number> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.startsWith(TERM)) terms[name.slice(TERM.length)] = await valueOf(tensor);
    }
    const { groups } = this.#options;
    const first = firstIndices(groups);
    this.#gradients = groups.map(({ variables }, g) =>
      updates[g] ? variables.map((_, i) => outputs[`${GRADIENT}${first[g] + i}`]) : [],
    );
    return terms;
  }

  gradientNorm(group: number): Promise<number> {
    return this.#on(() => gradientNorm(this.#gradients[group]));
  }

  rollback(): void {
    this.#on(() => this.#snapshot?.restore());
    this.#forget();
  }

  commit(): void {
    this.#snapshot?.dispose();
    this.#snapshot = undefined;
  }

  update(group: number, coefficients: Readonly<Record<string, number>>, scale: number): void {
    this.#on(() => this.#optimisers[group].update(this.#gradients[group], coefficients, scale));
    tf.dispose([...this.#gradients[group]]);
  }

  afterUpdate(): void {
    const { afterUpdate, examples } = this.#options;
    if (afterUpdate === undefined) return;
    this.#on(() => tf.tidy(() => afterUpdate(tensorsOf(this.#inputs, examples))));
  }

  async slots(): Promise<SlotTensors> {
    const slots: Record<string, Awaited<ReturnType<typeof read>>> = {};
    for (const [key, tensor] of this.#namedSlots()) slots[key] = await read(tensor);
    return slots;
  }

  restoreSlots(slots: SlotTensors): void {
    checkSlots(slots, this.#options.groups);
    this.#on(() => {
      let index = 0;
      for (const optimiser of this.#optimisers) {
        optimiser.replaceSlots(
          optimiser.slots.map((ofVariable) => {
            const prefix = `${index++}/`;
            return mapValues(ofVariable, ({ shape }, name) =>
              tf.keep(tf.tensor(slots[prefix + name].data.slice(), shape, 'float32')),
            );
          }),
        );
      }
    });
  }

  async diagnose(inputs: AnyInputs): Promise<Diagnosis | undefined> {
    const { examples } = this.#options;
    const suspects: Suspect[] = Object.entries(checkInputs(inputs, examples)).map(
      ([name, { data, shape }]) => ({ kind: 'input', name, shape, values: data }),
    );
    for (const [i, variable] of this.#variables.entries()) {
      const { data, shape } = await read(variable);
      suspects.push({ kind: 'variable', name: inWords(variable, i), shape, values: data });
    }
    const outputs = this.#outputs(inputs);
    for (const [name, tensor] of Object.entries(outputs)) {
      const { data, shape } = await read(tensor);
      suspects.push({ kind: 'operation', name, shape, values: data });
    }
    tf.dispose(outputs);
    this.rollback();
    return firstNonFinite(suspects);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is for sessions too
  async dispose(): Promise<void> {
    this.#forget();
    for (const optimiser of this.#optimisers) optimiser.dispose();
  }

  /** Lets what cannot work fail before a step has changed the weights. */
  #tryAfterUpdate(): void {
    const { afterUpdate, examples } = this.#options;
    if (afterUpdate === undefined) return;
    this.#on(() => {
      const snapshot = new Snapshot(this.#variables);
      try {
        tf.tidy(() => {
          const zeros = mapValues(examples, ({ shape, dtype = 'float32' }) =>
            tf.zeros([...shape], dtype),
          );
          afterUpdate(zeros);
        });
      } finally {
        snapshot.restore();
      }
    });
  }

  #namedSlots(): (readonly [string, tf.Tensor])[] {
    return this.#optimisers
      .flatMap(({ slots }) => slots)
      .flatMap((ofVariable, index) =>
        Object.entries(ofVariable).map(([name, tensor]) => [`${index}/${name}`, tensor] as const),
      );
  }

  /** Drops what belongs to the last evaluation. */
  #forget(): void {
    this.#snapshot?.dispose();
    this.#snapshot = undefined;
    tf.dispose(this.#gradients.flat());
    this.#gradients = [];
  }

  /** Runs the loss and its gradients, by default of all groups; the caller owns the results. */
  #outputs(inputs: AnyInputs, taking?: readonly boolean[]): Record<string, tf.Tensor> {
    const { examples, loss, groups } = this.#options;
    const compute = computationOf(loss, groups, taking);
    const checked = checkInputs(inputs, examples);
    this.#inputs = checked;
    return this.#on(() => {
      this.#snapshot = new Snapshot(this.#variables);
      try {
        return tf.tidy(() => owned(compute(tensorsOf(checked, examples))));
      } catch (error) {
        this.#snapshot.restore();
        throw error;
      }
    });
  }

  #on<T>(run: () => T): T {
    return onBackend(this.#options.backend, run);
  }
}

async function valueOf(scalar: tf.Tensor): Promise<number> {
  const [value] = await scalar.data();
  scalar.dispose();
  return value;
}
