import { instantiate } from '../wasm/instantiate.js';
import distributions from './distributions.wasm.js';
import philox from './philox.wasm.js';

/**
 * Random values made at once; 16 KB, so that they stay in the first-level cache. The modules keep
 * numbers of their own behind them, from 48 KB on.
 */
export const CHUNK = 4096;

interface Philox {
  words(
    begin: number,
    end: number,
    key0: number,
    key1: number,
    block: number,
    counter1: number,
    counter2: number,
    counter3: number,
  ): void;
}

interface Distributions {
  uniform(begin: number, end: number): void;
  bernoulli(begin: number, end: number, probability: number): void;
  normal(begin: number, end: number): void;
  gumbel(begin: number, end: number): void;
}

/** The compiled generator and the memory it writes to: a chunk as words and the same as floats. */
export interface Generator extends Philox, Distributions {
  readonly integers: Uint32Array;
  readonly floats: Float32Array;
}

let generator: Generator | undefined;

/** Compiles the generator at its first use; it has a kilobyte, for which no engine asks to wait. */
export function loadGenerator(): Generator {
  generator ??= makeGenerator();
  return generator;
}

function makeGenerator(): Generator {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  return {
    ...(instantiate(philox, memory) as Philox),
    ...(instantiate(distributions, memory) as Distributions),
    integers: new Uint32Array(memory.buffer, 0, CHUNK),
    floats: new Float32Array(memory.buffer, 0, CHUNK),
  };
}
