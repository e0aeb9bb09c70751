import type { Model } from '../model/model.js';
import type { History } from './history.js';
import type { Optimisation } from './methods/chooseMethod.js';
import type { TermSums } from './termSums.js';

/** Where a run stands: all that has to be kept to go on with the same bits, beside the weights. */
export interface RunState {
  /** Whole epochs made. */
  epoch: number;
  /** Batches made of the present epoch. */
  batch: number;
  /** Steps made. */
  step: number;
  /** Sums over the present epoch. */
  sums: TermSums;
  history: History;
}

/** What must be the same when a run goes on: with another order or batch the bits would differ. */
export interface RunIdentity {
  readonly samples: number;
  /** Fingerprints of the training and the validation data; `null` where there is no checkpoint. */
  readonly data: string | null;
  readonly validation: string | null;
  readonly batchSize: number;
  readonly seed: number;
  readonly shuffle: boolean;
  readonly optimiser: Optimisation;
  readonly clipNorm: number | null;
  /** Parts or variables in training; `null` for all. */
  readonly only: readonly string[] | null;
}

/** What goes with a run, with a state that travels in its checkpoints: callbacks. */
export interface Companions {
  /**
   * Looks at the run before it changes anything. Default: takes any.
   *
   * @throws Error if the run lacks what a companion needs.
   */
  check?(run: UpcomingRun): void;
  /** The present state. */
  save(): CompanionState;
  /**
   * Takes back what `save` gave.
   *
   * @throws Error if it cannot be of the run.
   */
  restore(state: CompanionState, run: ResumedRun): void;
}

/** What a run has that is about to begin. */
export interface UpcomingRun {
  /** Whether its learning rate can be set: with `limitedMemoryBfgs` there is none. */
  readonly learningRate: boolean;
  /** Whether it is measured on validation data. */
  readonly validation: boolean;
}

/** Where the run stood whose state is taken back. */
export interface ResumedRun {
  /** Whose weights will be those of the checkpoint. */
  readonly model: Model;
  /** Whole epochs made. */
  readonly epoch: number;
}

/** Plain JSON and named arrays. */
export interface CompanionState {
  /** Anything that survives `JSON.stringify`. */
  readonly json: unknown;
  /** Numbers that are too many for JSON. */
  readonly arrays: Readonly<Record<string, Float32Array>>;
}
