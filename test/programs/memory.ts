// Trains and uses a small model for long, and tells how much memory is taken at even distances.
import { Dataset, fit, RandomStream } from '@autoencoder-zoo/core';
import { variational } from '@autoencoder-zoo/variants/variational';
import { memory as tfMemory } from '@tensorflow/tfjs-core';

/** Bytes in use after a collection, and living tensors. */
export interface Memory {
  readonly heap: number;
  readonly external: number;
  readonly resident: number;
  readonly tensors: number;
}

function measure(): Memory {
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed, external, resident: rss, tensors: tfMemory().numTensors };
}

const { task } = JSON.parse(process.argv[2]) as { task: 'train' | 'use' | 'make' };
const shape = [8] as const;
const values = new RandomStream(1, 'data').uniform(new Float32Array(512 * shape[0]));
const data = new Dataset({ name: 'random', values, shape });
const make = () => variational({ input: shape, hidden: [16], latentDim: 2 });
const measured: Memory[] = [];

if (task === 'train') {
  // 10,000 steps in short epochs, so that what is done once an epoch happens 625 times.
  await fit(make(), data, {
    epochs: 625,
    batchSize: 32,
    validation: data.slice(0, 64),
    callbacks: [
      {
        onEpochEnd({ epoch }) {
          if (epoch % 125 === 0) measured.push(measure());
        },
      },
    ],
  });
} else if (task === 'use') {
  const model = make();
  for (let call = 1; call <= 5000; call++) {
    const codes = await model.encode(data.slice(0, 1 + (call % 5)));
    await model.decode(codes);
    if (call % 1000 === 0) measured.push(measure());
  }
} else {
  for (let made = 1; made <= 100; made++) {
    const model = make();
    await fit(model, data, { epochs: 1, batchSize: 32 });
    await model.reconstruct(data);
    model.dispose();
    if (made % 20 === 0) measured.push(measure());
  }
}
console.log(JSON.stringify(measured));
