import * as tf from '@tensorflow/tfjs-core';
import { sum, type Matrix } from './matrix.js';

/** Rows of a product from which on the sum that it is added to costs little. */
const ENOUGH_ROWS = 512;

/**
 * The sum of products a^T b over the steps of a recurrence. In small batches the
 * product of one step is cheaper than the sum it is added to: several steps are
 * multiplied at once, but not all, whose factors would leave the cache.
 */
export class ProductSum {
  #factors: { a: Matrix; b: Matrix }[] = [];
  #sum: Matrix | undefined;

  /** Adds a^T b, where a and b have the rows of one step. */
  add(a: Matrix, b: Matrix): void {
    this.#factors.push({ a, b });
    if (this.#factors.length * a.shape[0] >= ENOUGH_ROWS) this.#multiply();
  }

  /** The sum; `undefined` if nothing was added. */
  value(): Matrix | undefined {
    if (this.#factors.length > 0) this.#multiply();
    return this.#sum;
  }

  #multiply(): void {
    const a = stacked(this.#factors.map((factor) => factor.a));
    const b = stacked(this.#factors.map((factor) => factor.b));
    this.#sum = sum(tf.matMul(a, b, true), this.#sum);
    this.#factors = [];
  }
}

/** One below the other. */
function stacked(parts: Matrix[]): Matrix {
  return parts.length === 1 ? parts[0] : tf.concat(parts, 0);
}
