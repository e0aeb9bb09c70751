import { fit, type Autoencoder } from '@autoencoder-zoo/core';
import { loadTfjsNode } from '@autoencoder-zoo/engine';
import { denoising } from '@autoencoder-zoo/variants/denoising';
import { lstm } from '@autoencoder-zoo/variants/lstm';
import { variational } from '@autoencoder-zoo/variants/variational';
import { expect, it } from 'vitest';

const installed = await loadTfjsNode().then(
  () => true,
  (error: unknown) => {
    console.warn(`TESTS ON TENSORFLOW ARE SKIPPED: ${String(error)}`);
    return false;
  },
);

const input = [6, 4] as const;
const data = {
  shape: [40, ...input] as const,
  data: Float32Array.from({ length: 40 * 24 }, (_, i) => 0.5 + 0.5 * Math.sin(i * i)),
};

it.skipIf(!installed).each<[string, () => Autoencoder<typeof input>, number]>([
  ['variational', () => variational({ input, hidden: [16], latentDim: 3 }), 1e-5],
  ['denoising', () => denoising({ input, latentDim: 30 }), 1e-5],
  ['lstm', () => lstm({ input, units: 5, layers: 2, bidirectional: true, latentDim: 3 }), 1e-4],
])('%s trains for 20 steps on TensorFlow as on ONNX Runtime', async (_, make, tolerance) => {
  const losses = [];
  for (const engine of ['compiled', 'eager'] as const) {
    const model = make();
    model.engine = engine === 'eager' ? { engine, backend: 'tensorflow' } : { engine };
    const { training } = await fit(model, data, { epochs: 20, batchSize: 40, seed: 2 });
    losses.push(training['loss']);
    model.dispose();
  }
  const [compiled, eager] = losses;
  expect(eager).toHaveLength(20);
  eager.forEach((loss, step) => {
    expect(Math.abs(loss - compiled[step]) / compiled[step]).toBeLessThan(tolerance);
  });
});
