import { readdirSync } from 'node:fs';
import { memory } from '@tensorflow/tfjs-core';

/** What a process holds. */
export interface Held {
  /** Bytes of the resident set. */
  readonly resident: number;
  /** Bytes of objects, and of arrays outside of the heap. */
  readonly heap: number;
  readonly tensors: number;
  /** Open files; 0 where the system does not tell. */
  readonly files: number;
  /** Threads; 0 where the system does not tell. */
  readonly threads: number;
}

/** What this process holds, after collecting what it no longer needs. */
export async function held(): Promise<Held> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc!();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    resident: rss,
    heap: heapUsed + external,
    tensors: memory().numTensors,
    files: countOf('/proc/self/fd'),
    threads: countOf('/proc/self/task'),
  };
}

function countOf(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}
