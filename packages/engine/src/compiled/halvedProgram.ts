import type { Tensor } from 'onnxruntime-common';
import type { Graph } from '../graph/graph.js';
import { optimise } from '../graph/optimise.js';
import { mostThreads, sameOnAnyThreads } from '../graph/threads.js';
import { hasManyProducts, isLight } from '../graph/work.js';
import type { Specs } from '../inputs.js';
import { encodeModel } from '../onnx/encode.js';
import type { Pair } from '../session/pair.js';
import { sizeOf, type DataType, type HostTensor, type TensorSpec, type Values } from '../tensor.js';
import { refuseLeaks } from '../trace/checked.js';
import { trace, type Traced } from '../trace/trace.js';
import { outputsOf, type ProgramSource, type StepProgram } from './program.js';

/** Smaller batches are not worth the exchange. */
const SMALLEST_BATCH = 16;

/**
 * A traced function of a batch as the mean of the function of its two halves, which
 * run at the same time.
 *
 * A recurrence is a long chain of operations that are too small to be shared between
 * cores: two cores share it best with half of the samples each. The halves are the
 * same however many threads there are, and so are the bits.
 */
export class HalvedProgram implements StepProgram {
  /** Tensors of the first half, and of the second. */
  readonly #inputs: [Record<string, Tensor>, Record<string, Tensor>] = [{}, {}];
  readonly #outputs: Record<string, Tensor> = {};

  readonly #pair: Pair;

  private constructor(
    readonly specs: Specs,
    readonly traced: Traced,
    pair: Pair,
  ) {
    this.#pair = pair;
  }

  /**
   * Traces, optimises and loads the function for half of a batch; `undefined` where
   * that does not pay, or cannot be.
   *
   * @param source - A function whose outputs are means over samples, which the first
   * axis of its inputs counts.
   */
  static async compile(specs: Specs, source: ProgramSource): Promise<HalvedProgram | undefined> {
    const { compute, variables, sessions, threads, spin, provider = 'cpu' } = source;
    const inputs = halfOf(specs);
    if (inputs === undefined || sessions.pair === undefined || provider !== 'cpu') return undefined;
    const traced = trace(compute, { inputs, variables });
    if (traced.assigned.length > 0 || !hasManyProducts(traced.graph)) return undefined;
    refuseLeaks(traced, compute, { inputs, variables });
    const graph = sameOnAnyThreads(optimise(traced.graph));
    const options = { threads, mostThreads: mostThreads(graph), spin, light: isLight(graph) };
    const pair = await sessions.pair(encodeModel(graph), ioOf(graph), options);
    return new HalvedProgram(specs, traced, pair);
  }

  get outputs(): Readonly<Record<string, Required<TensorSpec>>> {
    return outputsOf(this.traced);
  }

  bindVariable(input: string, values: Values, { shape, dtype }: Required<TensorSpec>): void {
    const tensor = this.#pair.first.tensor(dtype, values, shape);
    for (const inputs of this.#inputs) inputs[input] = tensor;
  }

  bindOutput(name: string, values: Values, { shape, dtype }: Required<TensorSpec>): void {
    this.#outputs[name] = this.#pair.first.tensor(dtype, values, shape);
  }

  async run(inputs: Readonly<Record<string, HostTensor>>): Promise<void> {
    this.shares(inputs).forEach((share, half) => this.#bind(share, this.#inputs[half]));
    const { first, second } = this.#pair;
    second.start(this.#inputs[1]);
    let others: Readonly<Record<string, Values>>;
    try {
      await first.run(this.#inputs[0], this.#outputs);
    } finally {
      others = await second.finish();
    }
    for (const name in this.#outputs) average(this.#outputs[name].data as Values, others[name]);
  }

  shares(
    inputs: Readonly<Record<string, HostTensor>>,
  ): readonly Readonly<Record<string, HostTensor>>[] {
    return [0, 1].map((half) =>
      Object.fromEntries(
        Object.entries(inputs).map(([name, input]) => [name, partOf(input, half)]),
      ),
    );
  }

  async release(): Promise<void> {
    await this.#pair.second.release();
    await this.#pair.first.release();
  }

  #bind(inputs: Readonly<Record<string, HostTensor>>, tensors: Record<string, Tensor>): void {
    for (const name in this.specs) {
      const { data, shape } = inputs[name];
      const { dtype = 'float32' } = this.specs[name];
      tensors[this.traced.inputs[name]] = this.#pair.first.tensor(dtype, data, shape);
    }
  }
}

/**
 * Shapes of half of a batch; `undefined` if these are no inputs of one batch, or none
 * that can be halved.
 */
function halfOf(specs: Specs): Specs | undefined {
  const batches = Object.values(specs).filter(({ shape }) => shape.length > 0);
  const size = batches[0]?.shape[0] ?? 0;
  const whole = batches.every(({ shape }) => shape[0] === size);
  if (!whole || size % 2 !== 0 || size < SMALLEST_BATCH) return undefined;
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, { ...spec, shape: halved(spec.shape) }]),
  );
}

function halved(shape: readonly number[]): readonly number[] {
  return shape.map((extent, axis) => (axis === 0 ? extent / 2 : extent));
}

/** One half of a batch, or the scalar that both get. */
function partOf({ data, shape }: HostTensor, half: number): HostTensor {
  if (shape.length === 0) return { data, shape };
  const part = halved(shape);
  const size = sizeOf(part);
  return { data: data.subarray(half * size, (half + 1) * size), shape: part };
}

function ioOf(graph: Graph): { inputs: Specs; outputs: Specs } {
  const spec = ({ shape, type }: Graph['inputs'][number]) => ({ shape, dtype: type as DataType });
  return {
    inputs: Object.fromEntries(graph.inputs.map((value) => [value.name, spec(value)])),
    outputs: Object.fromEntries(graph.outputs.map(({ name, value }) => [name, spec(value)])),
  };
}

/** Turns the first values into the means of both. */
function average(values: Values, others: Values): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] + others[i]) * 0.5;
}
