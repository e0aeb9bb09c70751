import { RandomStream } from '@autoencoder-zoo/core';

/** Random choices that depend on a seed, a purpose and a number alone. */
export class Draw {
  readonly #stream: RandomStream;
  readonly #buffer = new Float32Array(32);
  #next = 32;

  constructor(seed: number, purpose: string, number = 0) {
    this.#stream = new RandomStream(seed, `attack/${purpose}`, number);
  }

  /** From 0 to 1, without 1. */
  share(): number {
    if (this.#next === this.#buffer.length) {
      this.#stream.uniform(this.#buffer);
      this.#next = 0;
    }
    return this.#buffer[this.#next++];
  }

  /** A whole number from 0, below a bound. */
  below(bound: number): number {
    return Math.floor(this.share() * bound);
  }

  /** One of a list. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }

  /** Some of a list, in its order; all where it has no more. */
  some<Item>(items: readonly Item[], count: number): Item[] {
    const order = Array.from(this.#stream.permutation(items.length)).slice(0, count);
    return order.sort((a, b) => a - b).map((index) => items[index]);
  }
}
