// Uses a saved model and tells what was loaded for it.
import { createRequire } from 'node:module';
import { load } from '@autoencoder-zoo/core/use';

const { folder, rows } = JSON.parse(process.argv[2]) as { folder: string; rows: number[][] };
const model = await load(folder);
const codes = await model.encode(rows);
const outputs = await model.reconstruct(rows);
await model.dispose();
const loaded = Object.keys(createRequire(import.meta.url).cache).map(
  (path) => /.*node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1],
);
console.log(
  JSON.stringify({ codes: [...codes], outputs: [...outputs], loaded: [...new Set(loaded)] }),
);
