import type { TermAverages } from './events.js';

/** Averages loss terms over the samples of an epoch; short batches count by their size. */
export class TermSums {
  #sums: Record<string, number> = {};
  #samples = 0;

  /** Adds the averages of a batch. */
  add(terms: TermAverages, batchSize: number): void {
    for (const [name, value] of Object.entries(terms)) {
      const before = Object.hasOwn(this.#sums, name) ? this.#sums[name] : 0;
      this.#sums[name] = before + value * batchSize;
    }
    this.#samples += batchSize;
  }

  /** The averages so far. */
  averages(): TermAverages {
    return Object.fromEntries(
      Object.entries(this.#sums).map(([name, sum]) => [name, sum / this.#samples]),
    );
  }

  /** The averages, after which counting begins anew. */
  take(): TermAverages {
    const averages = this.averages();
    this.#sums = {};
    this.#samples = 0;
    return averages;
  }

  /** The sums so far, as plain JSON for a checkpoint. */
  toJSON(): { sums: Record<string, number>; samples: number } {
    return { sums: this.#sums, samples: this.#samples };
  }

  /** Goes on from sums that were saved. */
  static from({ sums, samples }: ReturnType<TermSums['toJSON']>): TermSums {
    const restored = new TermSums();
    restored.#sums = { ...sums };
    restored.#samples = samples;
    return restored;
  }
}
