import type { Engine } from './engine.js';
import { zooProcess } from './zooProcess.js';

const leaveOut = new URL('../worker/withoutPasses.js', import.meta.url).href;

// On one thread: several wait for each other whenever another program runs, and
// ratios jump by half.
const options = { threads: 1 };

/** The compiled engine with its passes over graphs. */
export const withPasses: Engine = {
  name: 'with passes',
  activities: ['step'],
  command: zooProcess(options),
};

/** The compiled engine with graphs as they were recorded. */
export const withoutPasses: Engine = {
  name: 'without passes',
  activities: ['step'],
  command: zooProcess(options, ['--import', leaveOut]),
};
