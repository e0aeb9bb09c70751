// Tells after each of its doings which packages have been loaded that not every program needs.
import { createRequire } from 'node:module';
import { Dataset, fit } from '@autoencoder-zoo/core';
import { variational } from '@autoencoder-zoo/variants/variational';

const { cache } = createRequire(import.meta.url);
const loaded = () =>
  ['tfjs-layers', 'onnxruntime-node'].filter((name) =>
    Object.keys(cache).some((path) => path.includes(`/${name}/`)),
  );

const imported = loaded();
const model = variational({ input: [4], hidden: [3], latentDim: 2 });
const made = loaded();
await model.encode([[0, 1, 0, 1]]);
const used = loaded();
await fit(model, new Dataset({ name: 'one', values: Float32Array.of(0, 1, 0, 1), shape: [4] }));
console.log(JSON.stringify({ imported, made, used, trained: loaded() }));
