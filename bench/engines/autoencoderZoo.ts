import type { Engine } from './engine.js';
import { zooProcess } from './zooProcess.js';

/** The compiled engine, as it is by default. */
export const autoencoderZoo: Engine = {
  name: 'autoencoder-zoo',
  activities: ['step', 'epoch', 'encode', 'evaluate'],
  command: zooProcess({}),
};
