// Trains two models, saves one and loads it again, and tells the numbers.
import { fit } from '@autoencoder-zoo/core';
import { load } from '@autoencoder-zoo/variants';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';

async function main(): Promise<void> {
  const { folder } = JSON.parse(process.argv[2]) as { readonly folder: string };
  const rows = Array.from({ length: 32 }, (_, i) => [i / 32, Math.sin(i), 1]);
  const dense = underComplete({ input: [3], hidden: [4], latentDim: 2 });
  const { loss } = (await fit(dense, rows, { epochs: 2, batchSize: 16 })).training;
  await dense.save(`${folder}/model`);
  const codes = await (await load(`${folder}/model`)).encode(rows.slice(0, 2));

  const sequences = rows.map((row) => row.map((value) => [value]));
  const recurrent = lstm({ input: [3, 1], units: 4, latentDim: 2 });
  const { training } = await fit(recurrent, sequences, { epochs: 2, batchSize: 32 });
  console.log(JSON.stringify([loss, Array.from(codes), training.loss]));
}

void main();
