import type { Engine } from './engine.js';
import { pytorch } from './pytorch.js';
import { tfjsNode } from './tfjsNode.js';

/** Those beside whom the zoo runs, by the name on the command line. */
export const peers: Readonly<Record<string, readonly Engine[]>> = {
  pytorch,
  'tfjs-node': [tfjsNode],
};
