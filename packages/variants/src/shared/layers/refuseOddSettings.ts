import { quoted } from '@autoencoder-zoo/core';

/** Settings of layers that TensorFlow.js computes with unseen, whatever they are. */
const numbers = new Set(['epsilon', 'momentum', 'alpha', 'theta', 'stddev']);

/**
 * Refuses settings with which layers compute nothing: numbers that are none, other
 * types than float32.
 *
 * @throws RangeError naming the place.
 */
export function refuseOddSettings(config: unknown, path = 'topology.config'): void {
  if (typeof config !== 'object' || config === null) return;
  for (const [key, value] of Object.entries(config as Record<string, unknown>)) {
    const place = `${path}.${key}`;
    if (numbers.has(key) && typeof value !== 'number' && value !== null) {
      throw new RangeError(`${place}: expected a number, but got ${quoted(value)}`);
    }
    if (key === 'dtype' && value !== 'float32' && value !== null) {
      throw new RangeError(`${place}: expected "float32", but got ${quoted(value)}`);
    }
    refuseOddSettings(value, place);
  }
}
