import { sizeOf, type TensorSpec } from '@autoencoder-zoo/engine';
import type { Dataset } from '../data/dataset.js';
import {
  mayBeBeyond,
  mayBeNonFinite,
  refuseBeyond,
  refuseNonFiniteBatch,
  type Support,
} from '../data/check.js';
import { identityScaling, readScaled, type FittedScaling } from '../data/scaling.js';
import type { Network } from '../network/network.js';
import type { Column } from '../parts/column.js';
import { numberAt } from '../parts/number.js';
import { RandomStream } from '../random/stream.js';
import { fillColumn, refuseLacking } from './givenColumns.js';
import { columnsOf, inputNames, inputsOf, type Input } from './inputNames.js';
import type { Mode } from './mode.js';

/** Where the inputs of a batch come from. */
export interface BatchSource {
  /** Samples or codes; in `sampleMode` as many rows of anything as there are to be codes. */
  readonly data: Dataset;
  /** Scaling to apply, or none for what is scaled already (codes). */
  readonly scaling: FittedScaling | undefined;
  /** Whether all samples are known to be finite. Default false. */
  readonly checked?: boolean;
  /** Default: all finite values. */
  readonly support?: Support | undefined;
  /** Whose parts the batches go through. */
  readonly network: Pick<Network, 'declarations' | 'draws' | 'task'>;
  readonly mode: Mode;
  readonly seed: number;
  /** Keeps the draws of training, evaluation and use apart. */
  readonly purpose: string;
}

/** Numbers with a shape, as they enter a computation. */
export interface Floats {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

interface Buffers {
  readonly arrays: Record<string, Floats>;
  readonly inputs: readonly Input[];
}

/**
 * Assembles the inputs of a computation batch by batch: samples as scaled `float32`, the
 * mask of sequences, targets, columns, noise, and the present values of numbers. Memory
 * is allocated once per batch size and overwritten by the next batch of that size.
 */
export class Batches {
  readonly #buffers = new Map<number, Buffers>();
  /** Whether each batch is looked through for NaN and infinities. */
  readonly #suspect: boolean;
  /** What each batch is held against. */
  readonly #support: Support | undefined;
  readonly #source: BatchSource;

  /** @throws DataError if the data lack a column that is read, or a label is too large. */
  constructor(source: BatchSource) {
    this.#source = source;
    const { checked = false, data, scaling = identityScaling, support, mode, network } = source;
    this.#suspect = !checked && mayBeNonFinite(data, scaling);
    this.#support = support && mayBeBeyond(data, scaling, support) ? support : undefined;
    for (const column of columnsOf(network.declarations, mode)) refuseLacking(data, column);
    if (this.#target) refuseLacking(data, this.#target);
  }

  /**
   * @throws DataError if a sample holds NaN or an infinity, or is beyond the support.
   * @param indices - Samples of the batch.
   * @param step - Counter that keys the noise.
   * @param epoch - Epochs so far, with their fraction: what schedules of numbers follow.
   */
  fill(indices: Uint32Array, step: number, epoch: number): Record<string, Floats> {
    const { data, scaling = identityScaling, seed, purpose } = this.#source;
    const { arrays, inputs } = this.#buffersFor(indices.length);
    const x = arrays[inputNames.x].data;
    // A full-batch run knows no epochs: it minimises one function.
    const drawing = Number.isFinite(epoch) ? Math.floor(epoch) : 0;
    readScaled(data, indices, x, { scaling, seed, epoch: drawing });
    if (this.#suspect) refuseNonFiniteBatch(data, indices, x);
    if (this.#support) refuseBeyond(data, indices, x, this.#support);
    if (data.lengths) fillMask(data.lengths, indices, arrays[inputNames.mask].data);
    if (this.#target) fillColumn(data, this.#target, indices, arrays[inputNames.target].data);
    for (const input of inputs) {
      const target = arrays[input.name].data;
      if ('noise' in input) {
        input.noise.fill(new RandomStream(seed, `${purpose}:${input.name}`, step), target);
      } else if ('number' in input) {
        target[0] = numberAt(input.number.value, { epoch, step });
      } else {
        fillColumn(data, input.column, indices, target);
      }
    }
    return arrays;
  }

  /** Shapes of the inputs for a batch size. */
  specs(batchSize: number): Record<string, TensorSpec> {
    const { arrays } = this.#buffersFor(batchSize);
    return Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, { shape }]));
  }

  /** The column that outputs are compared with, where they are. */
  get #target(): Column | undefined {
    const { mode, network } = this.#source;
    return mode.kind === 'use' ? undefined : network.task.target;
  }

  #buffersFor(batchSize: number): Buffers {
    let buffers = this.#buffers.get(batchSize);
    if (!buffers) {
      const { data, network, mode } = this.#source;
      const { declarations, draws } = network;
      const inputs = inputsOf(declarations, { batchSize, draws }, mode);
      const allocate = (shape: readonly number[]): Floats => ({
        data: new Float32Array(sizeOf(shape)),
        shape,
      });
      const arrays: Record<string, Floats> = {
        [inputNames.x]: allocate([batchSize, ...data.shape]),
      };
      if (data.lengths) arrays[inputNames.mask] = allocate([batchSize, data.shape[0]]);
      if (this.#target) arrays[inputNames.target] = allocate([batchSize, ...this.#target.shape]);
      for (const { name, shape } of inputs) arrays[name] = allocate(shape);
      buffers = { arrays, inputs };
      this.#buffers.set(batchSize, buffers);
    }
    return buffers;
  }
}

function fillMask(lengths: Int32Array, indices: Uint32Array, mask: Float32Array): void {
  const steps = mask.length / indices.length;
  indices.forEach((sample, row) => {
    const begin = row * steps;
    mask.fill(1, begin, begin + lengths[sample]);
    mask.fill(0, begin + lengths[sample], begin + steps);
  });
}
