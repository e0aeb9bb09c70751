import { Dataset, train } from '@autoencoder-zoo/core';
import { serveRuns } from '@autoencoder-zoo/core/worker';
import { readIdx } from '@autoencoder-zoo/datasets';
import { configureWebRuntime } from '@autoencoder-zoo/engine';
import { variational } from '@autoencoder-zoo/variants/variational';
import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import address from './digits.idx3.gz?url';
import type { Training, TrainingEvent } from './messages.js';

configureWebRuntime({ wasmPaths: { mjs, wasm } });

/** Milliseconds between two looks at the model. */
const LOOK = 500;
/** Digits of which the reconstruction is shown. */
const SHOWN = 24;

serveRuns(async function* ({ latentDim, epochs }: Training, signal): AsyncGenerator<TrainingEvent> {
  const digits = await loadDigits();
  const [data, heldBack] = [digits.slice(0, 2500), digits.slice(2500)];
  const shown = heldBack.slice(0, SHOWN);
  const originals = new Float32Array(SHOWN * 784);
  shown.read([...Array(SHOWN).keys()], originals);
  const model = variational({ input: [784], hidden: [256], latentDim });
  let looked = -Infinity;
  const options = { epochs, batchSize: 100, validation: heldBack, signal };
  for await (const event of train(model, data, options)) {
    if (event.kind === 'start') yield { kind: 'start', steps: event.steps };
    if (event.kind === 'batch')
      yield { kind: 'batch', step: event.step, loss: event.terms['loss'] };
    if (event.kind === 'epoch') {
      const { epoch, step, terms, validation } = event;
      yield {
        ...{ kind: 'epoch', epoch, step },
        training: terms['loss'],
        validation: validation!['loss'],
      };
    }
    if (event.kind === 'end' || performance.now() - looked > LOOK) {
      yield {
        kind: 'images',
        originals,
        reconstructions: Float32Array.from(await model.reconstruct(shown)),
        samples: Float32Array.from(await model.sample(SHOWN * 2, { seed: 1 })),
      };
      looked = performance.now();
    }
    if (event.kind === 'end') yield { kind: 'end', reason: event.reason };
  }
  model.dispose();
});

async function loadDigits(): Promise<Dataset<readonly [784]>> {
  const response = await fetch(address);
  const { values } = await readIdx(new Uint8Array(await response.arrayBuffer()), address);
  return new Dataset({ name: 'digits', values, shape: [784] as const, scale: 1 / 255 });
}
