// Trains and uses a few models; says one line of JSON: digests of their weights and
// codes, bit for bit.
import { createHash } from 'node:crypto';
import { fit } from '@autoencoder-zoo/core';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { gru } from '@autoencoder-zoo/variants/gru';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { variational } from '@autoencoder-zoo/variants/variational';

const rows = Array.from({ length: 64 }, (_, i) =>
  Array.from({ length: 12 }, (_, j) => ((7 * i + 3 * j) % 11) / 11),
);
const sequences = rows.map((row) => row.map((value) => [value]));
const sequence = { input: [12, 1], units: 8, latentDim: 2 };
const models = {
  variational: [variational({ input: [12], hidden: [16], latentDim: 3 }), rows],
  denoising: [denoising({ input: [12], hidden: [16], latentDim: 3 }), rows],
  lstm: [lstm(sequence), sequences],
  gru: [gru(sequence), sequences],
};

const digests = {};
for (const [name, [model, data]] of Object.entries(models)) {
  await fit(model, data, { epochs: 5, batchSize: 32, seed: 3 });
  const hash = createHash('sha256');
  const arrays = [...model.variables.map(({ variable }) => variable.dataSync())];
  for (const array of [...arrays, await model.encode(data)]) {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  digests[name] = hash.digest('hex').slice(0, 16);
}
console.log(JSON.stringify(digests));
