import type { Tensor } from 'onnxruntime-common';
import type { Specs } from '../inputs.js';
import type { DataType, Values } from '../tensor.js';
import type { Pair } from './pair.js';
import type { Provider } from './provider.js';

/** Tensors by the names of a graph's inputs or outputs. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** A loaded graph, on any platform. */
export interface Session {
  /**
   * A tensor over `data`: the session reads and writes the array itself wherever the platform
   * allows.
   */
  tensor(dtype: DataType, data: Values, shape: readonly number[]): Tensor;
  /**
   * Runs the graph.
   *
   * @param inputs - a tensor for each input
   * @param outputs - for each output a tensor, whose array holds the result when the promise
   * resolves, or `null`: then the runtime makes one, on the device if the output is resident and in
   * an array otherwise
   * @returns the results by name
   */
  run(inputs: Tensors, outputs: Readonly<Record<string, Tensor | null>>): Promise<Tensors>;
  /** Frees what the runtime holds. */
  release(): Promise<void>;
}

/** Options of a session. */
export interface SessionOptions {
  /**
   * Threads inside one operation; by default one for a light graph, otherwise as many as there are
   * cores.
   */
  readonly threads?: number;
  /**
   * Whether the graph's operations are so small that to share them costs more than it gives.
   * Default false.
   */
  readonly light?: boolean;
  /**
   * More threads than this, whatever `threads` says, would change the last bits of its results.
   * Only for factories that can. Default: any number.
   */
  readonly mostThreads?: number;
  /**
   * Threads wait for work awake for a tenth of a millisecond, which saves about a tenth of a step.
   * `false` lets them sleep at once, which is about a tenth faster where other programs use all
   * cores. Default true.
   */
  readonly spin?: boolean;
  /** What computes; operations that a device does not know run on the processor. Default `cpu`. */
  readonly provider?: Provider;
  /** Names of outputs that are to stay on the device, where the runtime can leave them there. */
  readonly resident?: readonly string[];
  /** Whether runs never get memory for their results, and the runtime makes all. Default false. */
  readonly makesResults?: boolean;
}

/** Loads graphs: ONNX Runtime on some platform. */
export interface SessionFactory {
  /** The execution providers that it has; by default the processor alone. */
  readonly providers?: readonly Provider[];
  /** Whether each graph can have a number of threads of its own. Default true. */
  readonly limitsThreads?: boolean;
  /**
   * Loads a graph.
   *
   * @param model - an ONNX model
   */
  create(model: Uint8Array, options?: SessionOptions): Promise<Session>;
  /**
   * Loads a graph twice, to run on two sets of inputs at the same time; the threads are shared out
   * between them. Absent where a platform cannot.
   *
   * @param io - inputs and outputs of the graph
   */
  pair?(
    model: Uint8Array,
    io: { readonly inputs: Specs; readonly outputs: Specs },
    options?: SessionOptions,
  ): Promise<Pair>;
}
