import * as tf from '#tensorflow';

/**
 * Makes a TF.js backend, by default the current one, ready for `onBackend`. The
 * current one stays current.
 *
 * @throws Error when no backend of that name is registered or it cannot start.
 */
export async function prepareBackend(name?: string): Promise<void> {
  if (name === undefined) return tf.ready();
  const previous = tf.getBackend();
  if (!tf.engine().backendNames().includes(name)) {
    throw new Error(
      `The TF.js backend '${name}' is not registered. Import its package first, or call loadTfjsNode() for 'tensorflow'.`,
    );
  }
  const ready = await tf.setBackend(name);
  if (previous !== '') await tf.setBackend(previous);
  if (!ready) throw new Error(`The TF.js backend '${name}' cannot start on this machine.`);
}

/** Runs a synchronous function on a prepared backend. */
export function onBackend<T>(name: string | undefined, run: () => T): T {
  const previous = tf.getBackend();
  if (name === undefined || name === previous) return run();
  void tf.setBackend(name);
  try {
    return run();
  } finally {
    void tf.setBackend(previous);
  }
}
