import type { Engine } from './engine.js';
import { zooProcess } from './zooProcess.js';

/** The eager engine on `@tensorflow/tfjs-node`, where that is installed. */
export const tfjsNode: Engine = {
  name: 'tfjs-node',
  command: zooProcess({ engine: 'eager', backend: 'tensorflow' }),
};
