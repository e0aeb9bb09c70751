// Tells after each of its doings whether ONNX Runtime has been loaded.
import { createRequire } from 'node:module';
import { variational } from '@autoencoder-zoo/variants/variational';

const { cache } = createRequire(import.meta.url);
const loaded = () => Object.keys(cache).some((path) => path.includes('onnxruntime-node'));

const imported = loaded();
const model = variational({ input: [4], hidden: [3], latentDim: 2 });
const made = loaded();
await model.encode([[0, 1, 0, 1]]);
console.log(JSON.stringify({ imported, made, used: loaded() }));
