import { sizeOf, type TensorSpec } from '@autoencoder-zoo/engine';
import type { Dataset } from '../data/dataset.js';
import { DataError } from '../data/input.js';
import { mayBeNonFinite, refuseBeyond, refuseNonFiniteBatch } from '../data/check.js';
import { identityScaling, readScaled, type FittedScaling } from '../data/scaling.js';
import type { Declarations } from '../parts/build.js';
import { frameInputs, type FrameInput, type FrameMode } from '../parts/frame.js';
import { draw } from '../parts/noise.js';
import { weightAt } from '../parts/schedule.js';
import { RandomStream } from '../random/stream.js';

/** Where the inputs of a batch come from. */
export interface BatchSource {
  readonly data: Dataset;
  /** Scaling to apply, or none for what is scaled already (codes). */
  readonly scaling: FittedScaling | undefined;
  /** Whether all samples are known to be finite. Default false. */
  readonly checked?: boolean;
  /** Values that samples may have once they are scaled, both ends included. Default: all finite ones. */
  readonly support?: readonly [low: number, high: number] | undefined;
  /** Classes to tell apart, where labels are the target. Default: the target is the sample. */
  readonly classes?: number | undefined;
  readonly declarations: Declarations;
  readonly mode: FrameMode;
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
  readonly inputs: Record<string, Floats>;
  readonly frame: readonly FrameInput[];
}

/**
 * Assembles the inputs of a computation batch by batch: samples as scaled `float32`, the mask of
 * sequences, labels as ones and zeros, noise, and the present weights of loss terms. Memory is allocated once per batch size
 * and overwritten by the next batch of that size.
 */
export class BatchInputs {
  private readonly buffers = new Map<number, Buffers>();
  /** Whether each batch is looked through for NaN and infinities. */
  private readonly suspect: boolean;

  /** @throws DataError if labels are the target and a sample has none, or one that is too large. */
  constructor(private readonly source: BatchSource) {
    const { checked = false, data, scaling = identityScaling } = source;
    this.suspect = !checked && mayBeNonFinite(data, scaling);
    if (source.classes !== undefined) refuseLabels(source.data, source.classes);
  }

  /**
   * @throws DataError if a sample holds NaN or an infinity, or is beyond the support.
   * @param indices - Samples of the batch.
   * @param step - Counter that keys the noise.
   * @param epoch - Epochs so far, with their fraction: what schedules of weights follow.
   */
  fill(indices: Uint32Array, step: number, epoch: number): Record<string, Floats> {
    const { data, support, classes, scaling = identityScaling, seed, purpose } = this.source;
    const { inputs, frame } = this.buffersFor(indices.length);
    const x = inputs['x'].data;
    // A full-batch run knows no epochs: it minimises one function.
    const drawing = Number.isFinite(epoch) ? Math.floor(epoch) : 0;
    readScaled(data, indices, x, { scaling, seed, epoch: drawing });
    if (this.suspect) refuseNonFiniteBatch(data, indices, x);
    if (support) refuseBeyond(data, indices, x, support);
    if (data.lengths) fillMask(data.lengths, indices, inputs['mask'].data);
    if (classes !== undefined) fillTarget(data.labels!, indices, inputs['target'].data);
    for (const input of frame) {
      const target = inputs[input.name].data;
      if ('site' in input) {
        const stream = new RandomStream(seed, `${purpose}:${input.name}`, step);
        draw(input.site.distribution, stream, target);
      } else {
        target[0] = weightAt(input.weight.weight, epoch);
      }
    }
    return inputs;
  }

  /** Shapes of the inputs for a batch size. */
  specs(batchSize: number): Record<string, TensorSpec> {
    const { inputs } = this.buffersFor(batchSize);
    return Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, { shape }]));
  }

  private buffersFor(batchSize: number): Buffers {
    let buffers = this.buffers.get(batchSize);
    if (!buffers) {
      const { data, classes, declarations, mode } = this.source;
      const frame = frameInputs(declarations, batchSize, mode);
      const allocate = (shape: readonly number[]): Floats => ({
        data: new Float32Array(sizeOf(shape)),
        shape,
      });
      const inputs: Record<string, Floats> = { x: allocate([batchSize, ...data.shape]) };
      if (data.lengths) inputs['mask'] = allocate([batchSize, data.shape[0]]);
      if (classes !== undefined) inputs['target'] = allocate([batchSize, classes]);
      for (const { name, shape } of frame) inputs[name] = allocate(shape);
      buffers = { inputs, frame };
      this.buffers.set(batchSize, buffers);
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

/** A one at each sample's class. */
function fillTarget(labels: Int32Array, indices: Uint32Array, target: Float32Array): void {
  const classes = target.length / indices.length;
  target.fill(0);
  indices.forEach((sample, row) => (target[row * classes + labels[sample]] = 1));
}

function refuseLabels({ name, labels }: Dataset, classes: number): void {
  if (!labels) {
    throw new DataError(
      `${name}: a classifier learns from labels, but the samples have none; give a Dataset with \`labels\``,
    );
  }
  const wrong = labels.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0) {
    throw new DataError(
      `${name}: sample ${wrong} has the label ${labels[wrong]}, but this classifier has ${classes} classes, from 0 to ${classes - 1}`,
    );
  }
}
