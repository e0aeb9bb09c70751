// Ends workers one after the other, each at another moment of what it does, and tells
// their exit codes.
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { fit } from '@autoencoder-zoo/core';
import { endWorker } from '@autoencoder-zoo/engine/worker';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';

const { doing, times } = JSON.parse(process.argv[2]) as {
  readonly doing: 'training' | 'encoding';
  readonly times: number;
};
if (isMainThread) {
  const codes: number[] = [];
  for (let time = 0; time < times; time++) {
    const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) });
    await new Promise((busy) => worker.once('message', busy));
    await setTimeout(time);
    codes.push(await endWorker(worker));
  }
  console.log(JSON.stringify(codes));
} else if (doing === 'training') {
  const data = Array.from({ length: 64 }, (_, i) =>
    Array.from({ length: 12 }, (_, t) => [Math.sin(i + t / 3)]),
  );
  await fit(lstm({ input: [12, 1], units: 32, latentDim: 2 }), data, {
    epochs: 1_000_000,
    batchSize: 32,
    callbacks: [
      {
        onBatchEnd({ step }) {
          if (step === 5) parentPort!.postMessage('busy');
        },
      },
    ],
  });
} else {
  const model = underComplete({ input: [3], hidden: [8], latentDim: 2 });
  const encode = () => model.encode([[1, 2, 3]]);
  await encode();
  parentPort!.postMessage('busy');
  for (;;) await encode();
}
