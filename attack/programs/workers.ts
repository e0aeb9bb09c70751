// Starts a worker thread that trains or encodes for ever and terminates it: activity, times, seed.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { fit } from '@autoencoder-zoo/core';
import { bitsOf, data, make, makeLstm, options, sequences } from '../misuse/small.js';
import { Draw } from '../support/draw.js';

const tell = () => parentPort?.postMessage('works');

const work: Readonly<Record<string, () => Promise<unknown>>> = {
  'dense training': () =>
    fit(make(), data, { ...options, epochs: 1e6, callbacks: [{ onBatchEnd: tell }] }),
  'LSTM training': () =>
    fit(makeLstm(), sequences, { epochs: 1e6, batchSize: 64, callbacks: [{ onBatchEnd: tell }] }),
  async encoding() {
    const model = make();
    for (;;) await model.encode(data).then(tell);
  },
  async 'LSTM encoding'() {
    const model = makeLstm();
    for (;;) await model.encode(sequences).then(tell);
  },
};

async function trained(): Promise<string> {
  const model = makeLstm();
  await fit(model, sequences, { epochs: 2, batchSize: 64 });
  const bits = bitsOf(model);
  model.dispose();
  return bits;
}

if (!isMainThread) {
  await work[workerData as string]();
} else {
  const [activity, times, seed] = process.argv.slice(2);
  const draw = new Draw(Number(seed), activity);
  const before = await trained();
  for (let i = 0; i < Number(times); i++) {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: activity });
    await once(worker, 'message');
    await sleep(draw.share() * 100);
    await worker.terminate();
  }
  await sleep(500);
  if ((await trained()) !== before) throw new Error('Error: other bits after workers were ended');
}
