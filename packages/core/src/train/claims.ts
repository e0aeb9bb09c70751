import { OptionsError } from '../parts/options.js';
import type { Callback } from './callback.js';

const claimed = new WeakSet<Callback<never>>();

/**
 * Keeps callbacks that have a state to one run: two would overwrite what each other
 * remembers, and the first to end would give back what both hold.
 *
 * @returns Gives them free.
 * @throws OptionsError if one is in another run, or is listed twice.
 */
export function claim(callbacks: readonly Callback<never>[]): () => void {
  const taken: Callback<never>[] = [];
  const release = () => taken.forEach((callback) => claimed.delete(callback));
  for (const [place, callback] of callbacks.entries()) {
    if (!('save' in callback || 'close' in callback)) continue;
    if (claimed.has(callback)) {
      const twice = taken.includes(callback);
      release();
      throw new OptionsError(
        `fit: option "callbacks": number ${place} ${twice ? 'is listed twice' : 'is in another training that goes on'}, but it has a state of its own; make one for each`,
      );
    }
    claimed.add(callback);
    taken.push(callback);
  }
  return release;
}
