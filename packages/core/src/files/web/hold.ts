import { InUseError, type Hold } from '../inUse.js';

/**
 * Holds a file of the browser's own file system for this page or worker, as long as that lives.
 *
 * @param what - What holds it, in words.
 * @throws InUseError if another page or worker holds it.
 */
export async function holdFile(path: string | URL, what: string): Promise<Hold> {
  // Only secure pages have locks, and files.
  if (!('locks' in navigator)) return { release: () => Promise.resolve() };
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`autoencoder-zoo:${String(path)}`, { ifAvailable: true }, (lock) => {
        if (!lock)
          throw new InUseError(`${String(path)} is in use by ${what} in this page or another one`);
        return new Promise<void>((end) => {
          resolve({
            release() {
              end();
              return Promise.resolve();
            },
          });
        });
      })
      .catch(reject);
  });
}
