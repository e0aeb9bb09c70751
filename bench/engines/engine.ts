import type { Activity, Task } from '../tasks.js';
import type { Command } from '../worker/worker.js';

/** Something that trains and runs models, in a process of its own. */
export interface Engine {
  /** For the table. */
  readonly name: string;
  /** What it takes part in. */
  readonly activities: readonly Activity[];
  /** What to start for a task; it speaks `worker/protocol.ts`. */
  command(task: Task): Command;
}
