import type { Command } from '../worker/worker.js';
import type { Workload } from '../workloads/workload.js';

/** Something that trains models, in a process of its own. */
export interface Engine {
  /** For the table. */
  readonly name: string;
  /** What to start for a workload; it speaks `worker/protocol.ts`. */
  command(workload: Workload): Command;
}
