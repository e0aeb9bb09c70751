import {
  createSession,
  loadPlatformSessions,
  ProviderError,
  serial,
  type Session,
  type SessionFactory,
  type SessionOptions,
  type Tensors,
} from '@autoencoder-zoo/engine/session';
import type { Dataset } from '../data/dataset.js';
import { BatchReader, type BatchForm, type Floats } from './batchReader.js';

/** Where and how graphs run. */
export type Running = Pick<SessionOptions, 'threads' | 'spin' | 'provider'> & {
  readonly sessions?: SessionFactory | undefined;
};

/** A graph of a saved model, loaded by the runtime when it is first needed. */
export class LoadedGraph {
  readonly #file: string;
  readonly #running: Running;
  #bytes: Uint8Array | undefined;
  #session: Promise<Session> | undefined;
  /** The runtime runs one thing at a time. */
  readonly #inTurn = serial((work: () => Promise<Tensors>) => work());

  /** @param file - For messages. */
  constructor(file: string, bytes: Uint8Array, running: Running) {
    this.#file = file;
    this.#bytes = bytes;
    this.#running = running;
  }

  /** @throws Error naming the file if the runtime does not take it. */
  ready(): Promise<Session> {
    this.#session ??= this.#load();
    return this.#session;
  }

  /** One output for all samples, `[samples, ...]`, of so many at a time. */
  async map(
    data: Dataset,
    form: BatchForm,
    { output, batchSize }: { readonly output: string; readonly batchSize: number },
  ): Promise<Float32Array> {
    const reader = new BatchReader(data, form);
    const { length } = data;
    if (length <= batchSize) return this.#run(reader.read(places(0, length)), output);
    let joined: Float32Array | undefined;
    for (let begin = 0; begin < length; begin += batchSize) {
      const indices = places(begin, Math.min(begin + batchSize, length));
      const values = await this.#run(reader.read(indices), output);
      const size = values.length / indices.length;
      joined ??= new Float32Array(length * size);
      joined.set(values, begin * size);
    }
    return joined!;
  }

  /** Frees the session; to be called when nothing runs. */
  async release(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    await session?.release();
  }

  async #run(inputs: Record<string, Floats>, output: string): Promise<Float32Array> {
    const session = await this.ready();
    const tensors: Record<string, Tensors[string]> = {};
    for (const name in inputs) {
      const { data, shape } = inputs[name];
      tensors[name] = session.tensor('float32', data, shape);
    }
    const results = await this.#inTurn(() => session.run(tensors, { [output]: null }));
    const { data } = results[output];
    return data instanceof Float32Array ? data : Float32Array.from(data as Int32Array);
  }

  async #load(): Promise<Session> {
    const { sessions, ...options } = this.#running;
    const bytes = this.#bytes!;
    this.#bytes = undefined;
    const factory = sessions ?? (await loadPlatformSessions());
    try {
      return await createSession(factory, bytes, { ...options, makesResults: true });
    } catch (cause) {
      if (cause instanceof ProviderError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`could not load ${this.#file}: ${reason}`, { cause });
    }
  }
}

const places = (begin: number, end: number): Uint32Array =>
  Uint32Array.from({ length: end - begin }, (_, i) => begin + i);
