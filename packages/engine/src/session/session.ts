import type { Tensor } from 'onnxruntime-common';
import type { DataType, Values } from '../tensor.js';

/** Tensors by the names of a graph's inputs or outputs. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** A loaded graph, on any platform. */
export interface Session {
  /** A tensor over `data`: the session reads and writes the array itself wherever the platform allows. */
  tensor(dtype: DataType, data: Values, shape: readonly number[]): Tensor;
  /**
   * Runs the graph.
   *
   * @param inputs a tensor for each input
   * @param outputs a tensor for each output; their arrays hold the results when the promise resolves
   */
  run(inputs: Tensors, outputs: Tensors): Promise<void>;
  /** Frees what the runtime holds. */
  release(): Promise<void>;
}

/** Options of a session. */
export interface SessionOptions {
  /** Threads inside one operation; by default as many as there are cores. */
  readonly threads?: number;
  /**
   * Threads wait for work awake, which saves about a tenth of a step. `false` lets them sleep: better where
   * other programs use the cores too, since a step may take several times as long otherwise. Default true.
   */
  readonly spin?: boolean;
}

/** Loads graphs: ONNX Runtime on some platform. */
export interface SessionFactory {
  /**
   * Loads a graph.
   *
   * @param model an ONNX model
   */
  create(model: Uint8Array, options?: SessionOptions): Promise<Session>;
}
