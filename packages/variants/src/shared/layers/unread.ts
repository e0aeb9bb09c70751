import { quoted } from '@autoencoder-zoo/core';

/**
 * Refuses a configuration of which something was left out or changed when it was
 * read: TensorFlow.js passes over what it does not know.
 *
 * @param given - JSON.
 * @param read - What the object that was made of it says of itself, with any defaults.
 * @throws RangeError naming the place.
 */
export function refuseUnread(given: unknown, read: unknown, path = 'topology.config'): void {
  if (typeof given === 'object' && given !== null && typeof read === 'object' && read !== null) {
    if (!Array.isArray(given) || (Array.isArray(read) && read.length === given.length)) {
      for (const [key, value] of Object.entries(given)) {
        const own = Object.hasOwn(read, key) ? (read as Record<string, unknown>)[key] : undefined;
        refuseUnread(value, own, `${path}.${key}`);
      }
      return;
    }
  }
  if (Object.is(given, read) || (given === null && read === undefined)) return;
  throw new RangeError(
    `${path} is ${quoted(given)}, but TensorFlow.js takes it as ${quoted(read)}`,
  );
}
