import type { TrainEvent } from '@autoencoder-zoo/core';

/** Measures the pace of a run from its events. */
export class StepClock {
  #begin = 0;
  #last = 0;
  #steps = 0;
  #timed = 0;
  #timedMilliseconds = 0;
  #betweenEpochs = true;

  /** Takes one event of the run, at the time when it happens. */
  take({ kind }: TrainEvent): void {
    const now = performance.now();
    if (kind === 'start') this.#begin = now;
    if (kind === 'batch') {
      this.#steps++;
      // Between epochs come validation and checkpoints, which are no part of a step.
      if (!this.#betweenEpochs) {
        this.#timed++;
        this.#timedMilliseconds += now - this.#last;
      }
    }
    this.#betweenEpochs = kind !== 'batch';
    this.#last = now;
  }

  /** Seconds from the first event to the last one. */
  get seconds(): number {
    return (this.#last - this.#begin) / 1000;
  }

  /** Milliseconds a step; `null` before the first one. */
  get msPerStep(): number | null {
    if (this.#timed > 0) return this.#timedMilliseconds / this.#timed;
    return this.#steps > 0 ? (this.#last - this.#begin) / this.#steps : null;
  }
}
