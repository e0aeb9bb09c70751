// The gradients of TensorFlow.js: its core comes without them, and its layers register them.
import '@tensorflow/tfjs-layers';

export { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';

/** Sees to it that TensorFlow.js has gradients. */
export function loadGradients(): void {
  // The import above has done it.
}
