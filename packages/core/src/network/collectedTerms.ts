import * as tf from '@tensorflow/tfjs-core';
import type { Besides, Made, Term, Terms } from '../parts/term.js';
import { expectTerm } from './promises.js';

/** The terms that the parts of a network have given beside their results on one batch. */
export class CollectedTerms {
  readonly #rows: readonly [rows: number, samples: number];
  readonly #terms: Record<string, Term> = {};

  /**
   * @param batchSize - Samples of the batch.
   * @param rows - Draws of all its samples together.
   */
  constructor(batchSize: number, rows: number) {
    this.#rows = [rows, batchSize];
  }

  /** Takes a result and the terms beside it. */
  take(part: string, made: Made): tf.Tensor {
    this.add(part, made);
    return made.value;
  }

  /** @throws Error for a term of another form, or whose name another part has taken. */
  add(part: string, { terms = {} }: Besides): void {
    for (const [name, term] of Object.entries(this.refuseTaken(terms))) {
      expectTerm(part, name, term.value, this.#rows);
      this.#terms[name] = term;
    }
  }

  /** @throws Error for a name that another part has taken. */
  refuseTaken(terms: Terms): Terms {
    for (const name of Object.keys(terms)) {
      if (!(name in this.#terms)) continue;
      throw new Error(`two parts add a loss term named "${name}"; name terms differently`);
    }
    return terms;
  }

  /** The terms as scalars. */
  averages(): Terms {
    return Object.fromEntries(
      Object.entries(this.#terms).map(([name, term]) => [
        name,
        { ...term, value: tf.mean(term.value) },
      ]),
    );
  }
}
