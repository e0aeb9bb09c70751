/** Whether a model can be used: it is trained by one training at a time, and disposed once. */
export class Lifecycle {
  #state: 'idle' | 'training' | 'disposed' = 'idle';

  /** Whether the model was disposed. */
  get hasEnded(): boolean {
    return this.#state === 'disposed';
  }

  /** @throws Error if the model was disposed. */
  requireUsable(call: string): void {
    if (this.#state !== 'disposed') return;
    throw new Error(`${call}: this model was disposed; load or make it anew`);
  }

  /** @throws Error if the model is being trained, or was disposed. */
  requireIdle(call: string): void {
    this.requireUsable(call);
    if (this.#state !== 'training') return;
    throw new Error(
      `${call}: this model is being trained; wait for that training, or end it by leaving its loop, its signal or control.stop()`,
    );
  }

  /**
   * Begins a training.
   *
   * @returns Ends it.
   * @throws Error if the model is being trained, or was disposed.
   */
  beginTraining(): () => void {
    this.requireIdle('train');
    this.#state = 'training';
    return () => (this.#state = 'idle');
  }

  /** From now on the model cannot be used. */
  end(): void {
    this.#state = 'disposed';
  }
}
