import type { Tensor } from 'onnxruntime-common';
import type { Graph } from '../graph/graph.js';
import { encodeModel } from '../onnx/encode.js';
import { createSession } from '../session/provider.js';
import type { Session, SessionFactory, SessionOptions } from '../session/session.js';
import type { DataType, Values } from '../tensor.js';

/**
 * Brings tensors from where a runtime holds them into arrays. Those on a device go through a graph
 * which does nothing else: its results come to the processor, as all do that are not resident.
 */
export class TensorReader {
  readonly #sessions: SessionFactory;
  readonly #options: SessionOptions;
  /** By the shapes and types that they bring. */
  readonly #copiers = new Map<string, Promise<Session>>();

  constructor(sessions: SessionFactory, { threads, spin, provider }: SessionOptions) {
    this.#sessions = sessions;
    this.#options = { threads, spin, provider };
  }

  /**
   * Copies each tensor into the array of the same place.
   *
   * @param arrays - As long as the tensors have values.
   */
  async read(tensors: readonly Tensor[], arrays: readonly Values[]): Promise<void> {
    const remote: number[] = [];
    for (const [i, tensor] of tensors.entries()) {
      if (tensor.location === 'cpu') arrays[i].set(tensor.data as Values);
      else remote.push(i);
    }
    if (remote.length === 0) return;
    const session = await this.#copierOf(remote.map((i) => tensors[i]));
    const feeds = remote.map((i, n) => [`from${n}`, tensors[i]] as const);
    const fetches = remote.map((i, n) => {
      const { type, dims } = tensors[i];
      return [`to${n}`, session.tensor(type as DataType, arrays[i], dims)] as const;
    });
    await session.run(Object.fromEntries(feeds), Object.fromEntries(fetches));
  }

  /** Frees the sessions. */
  async release(): Promise<void> {
    const sessions = await Promise.all(this.#copiers.values());
    this.#copiers.clear();
    for (const session of sessions) await session.release();
  }

  #copierOf(tensors: readonly Tensor[]): Promise<Session> {
    const key = tensors.map(({ type, dims }) => `${type}[${dims.join()}]`).join();
    let session = this.#copiers.get(key);
    if (session === undefined) {
      session = createSession(this.#sessions, encodeModel(copier(tensors)), this.#options);
      this.#copiers.set(key, session);
    }
    return session;
  }
}

function copier(tensors: readonly Tensor[]): Graph {
  const values = (prefix: string) =>
    tensors.map(({ type, dims }, n) => ({
      name: `${prefix}${n}`,
      shape: dims,
      type: type as DataType,
    }));
  const [inputs, results] = [values('from'), values('to')];
  return {
    inputs,
    constants: new Map(),
    nodes: inputs.map((input, n) => ({
      operator: 'Identity',
      inputs: [input],
      outputs: [results[n]],
      attributes: {},
    })),
    outputs: results.map((value) => ({ name: value.name, value })),
  };
}
