import type { Dataset } from './dataset.js';

/**
 * A short text that other data hardly has: of all that training reads of a data set.
 * It tells a mistake, and does not withstand somebody who wants to deceive. 60,000
 * images of 784 bytes take about 30 ms.
 *
 * @returns 16 hexadecimal digits.
 */
export function fingerprint(data: Dataset): string {
  const { values, shape, scale, labels, lengths, binarised, beside = {} } = data;
  const hash = new Hash();
  const head = JSON.stringify([values.constructor.name, shape, scale, binarised]);
  hash.add(new TextEncoder().encode(head));
  for (const array of [values, labels, lengths]) if (array) hash.add(array);
  for (const name of Object.keys(beside).toSorted()) {
    hash.add(new TextEncoder().encode(name));
    hash.add(beside[name]);
  }
  return hash.toString();
}

/** Two multiplicative hashes side by side, four bytes at a time. */
class Hash {
  #a = 0x9e3779b9 | 0;
  #b = 0x85ebca6b | 0;

  add(array: ArrayBufferView): void {
    const { buffer, byteOffset, byteLength } = array;
    const whole = byteLength - (byteLength % 4);
    // A view of words has to begin at a multiple of four.
    const words =
      byteOffset % 4 === 0
        ? new Int32Array(buffer, byteOffset, whole / 4)
        : new Int32Array(buffer.slice(byteOffset, byteOffset + whole));
    for (let i = 0; i < words.length; i++) this.#mix(words[i]);
    const rest = new Uint8Array(buffer, byteOffset + whole, byteLength - whole);
    for (const byte of rest) this.#mix(byte);
    this.#mix(byteLength);
  }

  toString(): string {
    return [this.#a, this.#b].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #mix(word: number): void {
    const a = Math.imul(this.#a ^ word, 0xcc9e2d51);
    this.#a = (a << 15) | (a >>> 17);
    const b = Math.imul((this.#b << 5) | (this.#b >>> 27), 5) + word;
    this.#b = Math.imul(b ^ (b >>> 15), 0x1b873593);
  }
}
