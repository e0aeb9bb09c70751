import { Dataset } from '@autoencoder-zoo/core';
import { expect, it } from 'vitest';
import { denseEncoder } from '../../encoders/dense/part.js';
import { withParts } from '../../testing/models.js';
import { fullCovarianceCode } from './part.js';

const dim = 3;

it('draws with the covariance of its factor, whose diagonal it tells', async () => {
  const model = withParts({
    encoder: denseEncoder({ hidden: [] }),
    code: fullCovarianceCode({ dim, initialiser: 'heUniform' }),
  });
  const sample = Array.from({ length: 15 }, (_, i) => Math.sin(i));
  const count = 20_000;
  const repeated = new Dataset({
    name: 'repeated',
    values: Float32Array.from({ length: count * 15 }, (_, i) => sample[i % 15]),
    shape: [5, 3],
  });
  const numbers = (name: string) =>
    model.variables.find((v) => v.name === `code/${name}`)!.variable.dataSync();
  const layer = (name: string) =>
    Array.from(numbers(`${name}/bias`), (bias, j) =>
      sample.reduce((sum, value, i) => {
        const kernel = numbers(`${name}/kernel`);
        return sum + value * kernel[i * (kernel.length / 15) + j];
      }, bias),
    );
  const [mean, logDiagonal, lower] = ['mean', 'logDiagonal', 'lower'].map(layer);
  const [a, b, c] = logDiagonal.map(Math.exp);
  const factor = [
    [a, 0, 0],
    [lower[0], b, 0],
    [lower[1], lower[2], c],
  ];
  const covariance = factor.map((row) =>
    factor.map((other) => row.reduce((sum, value, i) => sum + value * other[i], 0)),
  );
  const draws = await model.drawCodes(repeated);
  for (let i = 0; i < dim; i++) {
    for (let j = 0; j < dim; j++) {
      let sum = 0;
      for (let row = 0; row < count; row++) {
        sum += (draws[row * dim + i] - mean[i]) * (draws[row * dim + j] - mean[j]);
      }
      const spread = Math.sqrt(covariance[i][i] * covariance[j][j]);
      expect(Math.abs(sum / count - covariance[i][j])).toBeLessThan(0.05 * spread);
    }
  }
  const told = await model.describe(repeated.slice(0, 1), 'logVariance');
  told.forEach((value, i) => expect(value).toBeCloseTo(Math.log(covariance[i][i]), 4));
  // (|mean|^2 + |L|^2 - dim) / 2 - log det L
  const squares = [...mean, ...factor.flat()].reduce((sum, value) => sum + value ** 2, 0);
  const logDeterminant = logDiagonal.reduce((x, y) => x + y);
  const { kl } = await model.evaluate(repeated.slice(0, 4));
  expect(kl).toBeCloseTo((squares - dim) / 2 - logDeterminant, 3);
  model.dispose();
});
