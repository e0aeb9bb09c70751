import { createRequire } from 'node:module';
import { here } from '../session/here.js';

const require = createRequire(here);

export const { MathBackendCPU } =
  require('@tensorflow/tfjs-backend-cpu') as typeof import('@tensorflow/tfjs-backend-cpu');

/** Sees to it that TensorFlow.js has gradients. */
export function loadGradients(): void {
  require('@tensorflow/tfjs-layers');
}

// Nothing asks for gradients in a program that only encodes, so they are loaded with the first call
// that does, be it the user's own.
const engine = (
  require('@tensorflow/tfjs-core') as typeof import('@tensorflow/tfjs-core')
).engine();
Object.defineProperty(engine, 'gradients', {
  configurable: true,
  get() {
    Reflect.deleteProperty(engine, 'gradients');
    loadGradients();
    return engine.gradients.bind(engine);
  },
});
