import type * as tf from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import { here } from '../session/here.js';

const require = createRequire(here);

export const { MathBackendCPU } =
  require('@tensorflow/tfjs-backend-cpu') as typeof import('@tensorflow/tfjs-backend-cpu');

const core = require('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core');
/** Among them are those of all kernels. */
const names = Object.values<unknown>(core).filter((value) => typeof value === 'string');

let loaded = false;

/** Sees to it that TensorFlow.js has gradients, beside those that were registered before. */
export function loadGradients(): void {
  if (loaded) return;
  loaded = true;
  const own = names.flatMap((name) => (core.getGradient(name) as tf.GradConfig | undefined) ?? []);
  require('@tensorflow/tfjs-layers');
  const { warn } = console;
  // TensorFlow.js warns of each gradient that is registered twice.
  console.warn = () => undefined;
  for (const config of own) core.registerGradient(config);
  console.warn = warn;
}

// Nothing asks for gradients in a program that only encodes, so they are loaded with the first call
// that does, be it the user's own.
const engine = core.engine();
Object.defineProperty(engine, 'gradients', {
  configurable: true,
  get() {
    Reflect.deleteProperty(engine, 'gradients');
    loadGradients();
    return engine.gradients.bind(engine);
  },
});
