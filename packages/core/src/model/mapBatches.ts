import { sizeOf, type HostTensor } from '@autoencoder-zoo/engine';
import { BatchInputs, type BatchSource } from './batchInputs.js';

/**
 * Runs a computation over all samples and joins one of its results, `[samples, ...]`.
 *
 * The last batch is filled up with repeated samples to a size used before: compiling for one more
 * size would cost more than it saves.
 */
export async function mapBatches(
  source: BatchSource,
  largest: number,
  run: (inputs: Record<string, HostTensor>) => Promise<HostTensor>,
): Promise<Float32Array> {
  const { length } = source.data;
  const batchSize = Math.min(largest, nextPowerOfTwo(length));
  const batches = new BatchInputs(source);
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

function nextPowerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}
