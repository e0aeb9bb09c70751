import { sizeOf, type HostTensor } from '@autoencoder-zoo/engine';
import type { Batches, Floats } from '../batch/batches.js';

/**
 * Runs a computation over all samples and joins its results, `[samples, ...]`.
 *
 * The last batch is filled up with repeated samples to a full one: compiling for one
 * more size would cost more than it saves.
 */
export async function mapBatches(
  batches: Batches,
  { length, batchSize }: { readonly length: number; readonly batchSize: number },
  run: (inputs: Record<string, Floats>) => Promise<HostTensor>,
): Promise<Float32Array> {
  const indices = new Uint32Array(batchSize);
  let joined: Float32Array | undefined;
  for (let begin = 0, batch = 0; begin < length; begin += batchSize, batch++) {
    for (let row = 0; row < batchSize; row++) indices[row] = Math.min(begin + row, length - 1);
    const { data, shape } = await run(batches.fill(indices, batch, 0));
    const size = sizeOf(shape.slice(1));
    joined ??= new Float32Array(length * size);
    const valid = Math.min(batchSize, length - begin);
    joined.set(data.subarray(0, valid * size), begin * size);
  }
  return joined!;
}

/**
 * A batch size of which there are few, so that calls with any number of samples share a program.
 */
export function fewSizes(largest: number, length: number): number {
  return Math.min(largest, 2 ** Math.ceil(Math.log2(length)));
}
