import { adam, fit } from '@autoencoder-zoo/core';
import { mnist } from '@autoencoder-zoo/datasets/mnist';
import { cosineDecay } from '@autoencoder-zoo/engine';
import { underComplete } from '@autoencoder-zoo/variants/under-complete';
import { variational } from '@autoencoder-zoo/variants/variational';
import { expect, it } from 'vitest';

// Figures that others published, reached on the whole of MNIST. They take minutes, and so they are
// not among the tests that run all the time.

it('a linear autoencoder comes within 0.5 % of PCA with 30 components, 13.866', async () => {
  const { train, test } = await mnist();
  const [epochs, batchSize] = [6, 256];
  const steps = epochs * Math.ceil(train.length / batchSize);
  const model = underComplete({
    input: [784],
    hidden: [],
    latentDim: 30,
    scaling: 'centre',
    initialiser: 'glorotUniform',
  });
  await fit(model, train, {
    epochs,
    batchSize,
    optimiser: adam({ learningRate: cosineDecay({ initial: 3e-3, final: 0, steps }) }),
  });
  const { squaredError } = await model.evaluate(test);
  console.log(`squared error on test images: ${squaredError.toFixed(3)}`);
  expect(squaredError).toBeGreaterThan(13.866);
  expect(squaredError).toBeLessThan(13.866 * 1.005);
});

it('a variational autoencoder has a test loss of 105.6 +/- 0.5 after 10 epochs', async () => {
  // The protocol of the example in PyTorch's repository, whose author reports 105.589.
  const { train, test } = await mnist();
  const model = variational({ input: [784], hidden: [400], latentDim: 20 });
  const { validation } = await fit(model, train, { epochs: 10, batchSize: 128, validation: test });
  const loss = validation['loss'].at(-1)!;
  console.log(
    `test loss after each epoch: ${validation['loss'].map((l) => l.toFixed(2)).join(', ')}`,
  );
  expect(Math.abs(loss - 105.6)).toBeLessThan(0.5);
});
