import { MathBackendCPU } from '#tensorflow-companions';
import * as tf from '#tensorflow';

/**
 * Makes TF.js' backend `cpu` known, in whose memory variables live.
 *
 * Its package does so when it is imported. But bundlers leave an import out of which
 * nothing is used, since the package calls its file for Node free of side effects.
 */
export function registerCpuBackend(): void {
  if (tf.engine().backendNames().includes('cpu')) return;
  tf.registerBackend('cpu', () => new MathBackendCPU());
}

/**
 * Makes `cpu` the backend of TF.js where the program has chosen none, so that
 * variables can be made.
 */
export function ensureBackend(): void {
  if (tf.getBackend()) return;
  registerCpuBackend();
  void tf.setBackend('cpu');
  // It would advise to install another backend, for speed that it is not here to give.
  Object.assign(tf.backend(), { firstUse: false });
}
