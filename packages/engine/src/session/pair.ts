import type { Specs } from '../inputs.js';
import { emptyOf, type Values } from '../tensor.js';
import type { Session, Tensors } from './session.js';

/** The same graph loaded once more, which runs while the session beside it does. */
export interface Peer {
  /** Begins a run on these tensors; they are free again when it returns. */
  start(inputs: Tensors): void;
  /** The results of the run that was started, by name: arrays which the next run writes again. */
  finish(): Promise<Readonly<Record<string, Values>>>;
  /** Frees what it holds. */
  release(): Promise<void>;
}

/** A graph that runs on two sets of inputs at the same time. */
export interface Pair {
  readonly first: Session;
  readonly second: Peer;
}

/**
 * A pair where there is one thread only: the second run follows the first, with the same numbers.
 */
export function serialPair(first: Session, outputs: Specs): Pair {
  const memory = Object.fromEntries(
    Object.entries(outputs).map(([name, { shape, dtype = 'float32' }]) => [
      name,
      first.tensor(dtype, emptyOf({ shape, dtype }), shape),
    ]),
  );
  const results = Object.fromEntries(
    Object.entries(memory).map(([name, { data }]) => [name, data as Values]),
  );
  let given: Tensors = {};
  return {
    first,
    second: {
      start: (inputs) => void (given = inputs),
      async finish() {
        await first.run(given, memory);
        return results;
      },
      // It is the first one's session.
      release: () => Promise.resolve(),
    },
  };
}
