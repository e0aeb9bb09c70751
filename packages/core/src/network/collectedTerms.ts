import * as tf from '@autoencoder-zoo/engine/tensorflow';
import type { Besides, Made, Term, Terms } from '../parts/term.js';
import { expectFactors } from './promises.js';
import { expectTerm, expectTermOfRows } from './expectTerm.js';

/** The sum of all terms. */
const total = 'loss';

/** The terms that the parts of a network have given beside their results on one batch. */
export class CollectedTerms {
  readonly #rows: readonly [rows: number, samples: number];
  readonly #groups: ReadonlySet<string>;
  readonly #target: readonly number[] | undefined;
  readonly #terms: Record<string, Term> = {};

  /**
   * @param batchSize - Samples of the batch.
   * @param rows - Draws of all its samples together.
   * @param groups - Those that variables have.
   * @param target - Shape of what parts may say which values count of, `[batch, ...]`.
   */
  constructor(
    batchSize: number,
    rows: number,
    groups: ReadonlySet<string>,
    target: readonly number[] | undefined,
  ) {
    this.#rows = [rows, batchSize];
    this.#groups = groups;
    this.#target = target;
  }

  /** Takes a result and the terms beside it. */
  take(part: string, made: Made): tf.Tensor {
    this.add(part, made);
    return made.value;
  }

  /** @throws Error for a term of another form, or whose name another part has taken. */
  add(part: string, { terms = {}, counts }: Besides): void {
    if (counts && this.#target) expectFactors(part, counts, this.#target);
    for (const [name, term] of Object.entries(terms)) {
      this.#check(part, name, term);
      expectTermOfRows(part, name, term, this.#rows);
      this.#terms[name] = term;
    }
  }

  /**
   * All terms as scalars, those of the objective first.
   *
   * @throws Error for one of the objective that is no scalar, or whose name a part has taken.
   */
  withObjective(part: string, terms: Terms): Terms {
    for (const [name, term] of Object.entries(terms)) {
      this.#check(part, name, term);
      const { shape } = term.value;
      if (shape.length === 0) continue;
      throw new Error(
        `the ${part} gave the term "${name}" with shape [${shape.join(', ')}]; give a scalar, averaged over the batch`,
      );
    }
    const averages = Object.entries(this.#terms).map(
      ([name, term]) => [name, { ...term, value: tf.mean(term.value) }] as const,
    );
    const all = { ...terms, ...Object.fromEntries(averages) };
    if (Object.keys(all).length === 0) throw new Error(`the ${part} gave no term, nor does a part`);
    return all;
  }

  #check(part: string, name: string, term: Term): void {
    expectTerm(part, name, term, this.#groups);
    if (name === total) {
      throw new Error(`the ${part} gave a term "${total}", as the sum of all is called; rename it`);
    }
    if (Object.hasOwn(this.#terms, name)) {
      throw new Error(`two parts add a loss term named "${name}"; name terms differently`);
    }
  }
}
