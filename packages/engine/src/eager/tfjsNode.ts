import * as tf from '#tensorflow';
import { registerCpuBackend } from './cpuBackend.js';

/**
 * Loads `@tensorflow/tfjs-node`, which the user has installed, and so makes the backend
 * `tensorflow` available to the eager engine:
 * `compileStep(..., { engine: 'eager', backend: 'tensorflow' })`. The current backend stays
 * current, which is `cpu` where none was chosen yet. Only in Node; version 4.22 runs up to Node 22.
 *
 * `tfjs-node` depends on the union package `@tensorflow/tfjs`, and so may bring a
 * second copy of `tfjs-core`. That does no harm: engine, kernels and gradients are
 * registered on the global object, which all copies of one version share, and
 * `instanceof tf.Tensor` looks at the shape of the object instead of its class.
 *
 * @throws Error when the package is missing, its binary is, or another version of TF.js is loaded.
 */
export async function loadTfjsNode(): Promise<void> {
  registerCpuBackend();
  // None is chosen before the first tensor, whatever the type says.
  const previous = (tf.getBackend() as string | undefined) ?? 'cpu';
  // Not a literal: the package is optional, and compilers and bundlers must not look for it.
  const name = '@tensorflow/tfjs-node';
  try {
    await import(name);
  } catch (error) {
    throw new Error(
      `${name} cannot be loaded. Install it with "npm install ${name}@${tf.version_core}" (Node 22 or older), ` +
        'or use the compiled engine, which does not need it.',
      { cause: error },
    );
  }
  if (!tf.engine().backendNames().includes('tensorflow')) {
    throw new Error(
      `${name} brought a TF.js of its own. Install version ${tf.version_core}, so that both share one.`,
    );
  }
  await tf.setBackend(previous);
}
