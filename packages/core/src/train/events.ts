import type { History } from './history.js';

/** Averages of loss terms by name; `loss` is their weighted sum. */
export type TermAverages = Readonly<Record<string, number>>;

/** What can be done to a run while it goes on. */
export interface TrainingControl {
  /**
   * Learning rate of the next step. Setting it overrides the optimiser's schedule,
   * and is an error with `limitedMemoryBfgs`, which has none.
   */
  learningRate: number;
  /** Ends the run after the present epoch (or batch). */
  stop(): void;
}

/** What a training run tells while it goes on, in this order: start, (batch*, epoch)*, end. */
export type TrainEvent =
  | {
      readonly kind: 'start';
      /** Epoch and step at which the run begins; above 0 when it is resumed. */
      readonly epoch: number;
      readonly step: number;
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      /** Steps at which the run will end. */
      readonly steps: number;
      /** Steers the run, as long as it goes on; it is left out where events are cloned. */
      readonly control: TrainingControl;
    }
  | {
      readonly kind: 'batch';
      readonly epoch: number;
      /** Steps made so far. */
      readonly step: number;
      /** TermAverages of this batch. */
      readonly terms: TermAverages;
    }
  | {
      readonly kind: 'epoch';
      /** Epochs made so far. */
      readonly epoch: number;
      readonly step: number;
      /** Averages over the epoch's samples. */
      readonly terms: TermAverages;
      /** TermAverages on the validation data, where there is some. */
      readonly validation: TermAverages | undefined;
      readonly learningRate: number;
    }
  | {
      readonly kind: 'end';
      /**
       * `finished` all epochs, `converged` (an optimiser that can do no more),
       * `stopped` by a callback, or `aborted` by the signal.
       */
      readonly reason: 'finished' | 'converged' | 'stopped' | 'aborted';
      readonly epoch: number;
      readonly step: number;
      readonly history: History;
    };
