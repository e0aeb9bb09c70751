// Trains a model and uses it, in the main thread or in a worker, and lives on for a while.
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import { fit } from '@autoencoder-zoo/core';
import { lstm } from '@autoencoder-zoo/variants/lstm';

/** `afterwards`: milliseconds in which others could send what they kept. */
const { inWorker, afterwards } = JSON.parse(process.argv[2]) as {
  readonly inWorker: boolean;
  readonly afterwards: number;
};
if (inWorker && isMainThread) {
  const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) });
  worker.on('error', (error) => {
    throw error;
  });
} else {
  const data = Array.from({ length: 32 }, (_, i) => [0, 1, 2].map((t) => [Math.sin(i + t)]));
  const model = lstm({ input: [3, 1], units: 4, latentDim: 2 });
  await fit(model, data, { epochs: 2, batchSize: 16 });
  const { length } = await model.encode(data);
  setTimeout(() => console.log(JSON.stringify(length)), afterwards);
}
