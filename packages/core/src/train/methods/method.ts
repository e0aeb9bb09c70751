import type { Batches } from '../../batch/batches.js';
import type { SafeTensor } from '../../files/safetensors.js';
import type { Model } from '../../model/model.js';
import type { TermAverages } from '../events.js';
import type { RunIdentity } from '../runState.js';

/** The samples of a step, and the counters that noise and schedules follow. */
export interface StepBatch {
  readonly indices: Uint32Array;
  /** Steps so far. */
  readonly step: number;
  /** Epochs so far, with their fraction. */
  readonly epoch: number;
}

/** What a method remembers beside the weights. */
export interface MethodState {
  readonly steps: number;
  readonly learningRates: Readonly<Record<string, number>>;
  readonly slots: Readonly<Record<string, SafeTensor>>;
}

/** A way to change weights, and what the loop has to know of it. */
export interface MethodDefinition<Optimisation> {
  /** Whether each step takes all samples, in their order. */
  readonly takesAll: boolean;
  /**
   * Makes it ready for a model.
   *
   * @throws Error if the run or the model has something that the method cannot do.
   */
  create(
    model: Model,
    batches: Batches,
    identity: RunIdentity,
    optimiser: Optimisation,
  ): Promise<Method>;
}

/** How the loop changes the weights of a model. */
export interface Method {
  /** Learning rate of the next step. */
  learningRate: number;
  /** Whether it can be set. */
  readonly hasLearningRate: boolean;
  /** Whether no further step would lower the loss. */
  readonly converged: boolean;
  /** Makes a step and gives the terms of the loss. */
  run(batch: StepBatch): Promise<TermAverages>;
  state(): Promise<MethodState>;
  /** Goes on from a state, with the weights that belong to it. */
  restore(state: MethodState): Promise<void>;
  /** Frees compiled functions. */
  dispose(): Promise<void>;
}
