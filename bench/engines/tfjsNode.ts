import type { Engine } from './engine.js';
import { zooProcess } from './zooProcess.js';

/**
 * The eager engine on `@tensorflow/tfjs-node`, where that is installed. It would need
 * minutes for epochs.
 */
export const tfjsNode: Engine = {
  name: 'tfjs-node',
  activities: ['step'],
  command: zooProcess({ engine: 'eager', backend: 'tensorflow' }),
};
