import { layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { denseEncoder } from '../encoders/dense/part.js';
import { layersEncoder } from '../encoders/layers/part.js';
import { sparsity } from '../penalties/sparsity/part.js';
import { lstmEncoder } from '../encoders/lstm/part.js';
import { withParts } from '../testing/models.js';

const flat = () => sequential({ layers: [layers.flatten({ inputShape: [5, 3] })] });

it.each([
  ['dense layers', { encoder: denseEncoder({ hidden: [4] }) }, true],
  ['a recurrence', { encoder: lstmEncoder({ units: 4 }) }, true],
  ['averages over the batch', { penalties: [sparsity()] }, false],
  ['layers of TF.js, which may normalise', { encoder: layersEncoder({ model: flat() }) }, false],
])('knows whether samples are independent with %s', (_, parts, independent) => {
  const model = withParts(parts);
  expect(model.network.independentSamples).toBe(independent);
  model.dispose();
});
