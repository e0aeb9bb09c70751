/**
 * Logarithm of the mean of exponentials, for many sums at once and number by number:
 * none of them is ever computed itself, so it may be beyond what a float can hold.
 */
export class LogMeanExp {
  readonly #largest: Float64Array;
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;

  constructor(length: number) {
    this.#largest = new Float64Array(length).fill(-Infinity);
    this.#sums = new Float64Array(length);
    this.#counts = new Float64Array(length);
  }

  /** Takes exponents into the mean at `index`. */
  add(index: number, exponents: Float32Array): void {
    const before = this.#largest[index];
    const largest = exponents.reduce((most, exponent) => Math.max(most, exponent), before);
    this.#counts[index] += exponents.length;
    // Where all are minus infinity nothing is added, and their difference would be NaN.
    if (largest === -Infinity) return;
    let sum = before === -Infinity ? 0 : this.#sums[index] * Math.exp(before - largest);
    for (const exponent of exponents) sum += Math.exp(exponent - largest);
    this.#sums[index] = sum;
    this.#largest[index] = largest;
  }

  /** The logarithms of the means. */
  get values(): Float64Array {
    return this.#largest.map(
      (largest, i) => largest + Math.log(this.#sums[i]) - Math.log(this.#counts[i]),
    );
  }
}
