// Ends workers one after the other, each at another moment of its work, and tells their exit codes.
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { Doing, How } from '../terminatedWorkers.test.js';

const { doing, how, times } = JSON.parse(process.argv[2]) as {
  readonly doing: Doing;
  readonly how: How;
  readonly times: number;
};

/** Several at once, each of which ends by itself when it has encoded. */
async function letEnd(): Promise<void> {
  const codes = Array.from({ length: times }, () => {
    const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) });
    return new Promise<number>((ended) => worker.once('exit', ended));
  });
  console.log(JSON.stringify(await Promise.all(codes)));
}

/** The code of the main thread knows nothing of models, but where it calls `endWorker`. */
async function endWorkers(): Promise<void> {
  const codes: number[] = [];
  for (let time = 0; time < times; time++) {
    const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) });
    await new Promise((busy) => worker.once('message', busy));
    await setTimeout(time);
    if (how === 'process.exit') process.exit(3);
    if (how === 'twice') void worker.terminate();
    if (how === 'endWorker') {
      const { endWorker } = await import('@autoencoder-zoo/engine/worker');
      codes.push(await endWorker(worker));
    } else codes.push(await worker.terminate());
  }
  console.log(JSON.stringify(codes));
}

async function work(): Promise<void> {
  const { fit } = await import('@autoencoder-zoo/core');
  const { lstm } = await import('@autoencoder-zoo/variants/lstm');
  const { underComplete } = await import('@autoencoder-zoo/variants/under-complete');
  const sequences = Array.from({ length: 64 }, (_, i) =>
    Array.from({ length: 12 }, (_, t) => [Math.sin(i + t / 3)]),
  );
  const recurrent = () => lstm({ input: [12, 1], units: 32, latentDim: 2 });
  const busy = () => parentPort!.postMessage('busy');
  if (doing === 'training') {
    await fit(recurrent(), sequences, {
      epochs: 1_000_000,
      batchSize: 32,
      callbacks: [
        {
          onBatchEnd({ step }) {
            if (step === 5) busy();
          },
        },
      ],
    });
  } else if (doing === 'loading') {
    for (let first = true; ; first = false) {
      const model = recurrent();
      if (first) busy();
      await model.encode(sequences.slice(0, 8));
      model.dispose();
    }
  } else {
    const model = underComplete({ input: [3], hidden: [8], latentDim: 2 });
    const encode = () => model.encode([[1, 2, 3]]);
    await encode();
    if (how === 'itself') return;
    busy();
    for (;;) await encode();
  }
}

if (!isMainThread) await work();
else await (how === 'itself' ? letEnd() : endWorkers());
