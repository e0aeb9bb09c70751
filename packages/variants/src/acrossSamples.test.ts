import { layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { denseEncoder } from './dense/denseEncoder.js';
import { layersEncoder } from './layers/layersEncoder.js';
import { sparsity } from './penalties/sparsity.js';
import { lstmEncoder } from './recurrent/lstmEncoder.js';
import { withParts } from './testing/cases.js';

const flat = () => sequential({ layers: [layers.flatten({ inputShape: [5, 3] })] });

it.each([
  ['dense layers', { encoder: denseEncoder({ hidden: [4] }) }, true],
  ['a recurrence', { encoder: lstmEncoder({ units: 4 }) }, true],
  ['averages over the batch', { penalties: [sparsity()] }, false],
  ['layers of TF.js, which may normalise', { encoder: layersEncoder({ model: flat() }) }, false],
])('knows whether samples are independent with %s', (_, parts, independent) => {
  const model = withParts(parts);
  expect(model.composition.independentSamples).toBe(independent);
  model.dispose();
});
