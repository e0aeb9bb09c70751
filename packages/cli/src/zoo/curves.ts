import type { TrainEvent } from '@autoencoder-zoo/core';

/** A point of a loss curve. */
export interface CurvePoint {
  /** Epochs made, with fractions. */
  readonly epoch: number;
  readonly loss: number;
}

/** The loss of a run, on training and on validation data. */
export interface LossCurves {
  readonly training: readonly CurvePoint[];
  readonly validation: readonly CurvePoint[];
}

/** Points of a training curve: enough to see its bend, too few to see the noise of batches. */
const points = 120;

/** Gathers the curves of a run from its events. */
export class CurveRecorder implements LossCurves {
  readonly training: CurvePoint[] = [];
  readonly validation: CurvePoint[] = [];
  #stepsPerEpoch = 1;
  #window = 1;
  #sum = 0;
  #count = 0;

  /** Takes one event of the run. */
  take(event: TrainEvent): void {
    if (event.kind === 'start') {
      this.#stepsPerEpoch = event.stepsPerEpoch;
      this.#window = Math.max(1, Math.round(event.steps / points));
    } else if (event.kind === 'batch') {
      this.#sum += event.terms['loss'];
      if (++this.#count < this.#window) return;
      const epoch = (event.step - this.#count / 2) / this.#stepsPerEpoch;
      this.training.push({ epoch, loss: this.#sum / this.#count });
      this.#sum = this.#count = 0;
    } else if (event.kind === 'epoch' && event.validation) {
      this.validation.push({ epoch: event.epoch, loss: event.validation['loss'] });
    }
  }
}
