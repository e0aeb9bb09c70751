import { expect, it } from 'vitest';
import { samples } from '../testing/models.js';
import { sparse } from './sparse.js';

const [rho, beta, lambda] = [0.1, 3, 3e-3];
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

it("has Ng's loss, with half the squared error and a sigmoid output", async () => {
  const data = samples(20).reshape([15]);
  const model = sparse({
    input: [15],
    latentDim: 7,
    likelihood: 'gaussian',
    outputActivation: 'sigmoid',
    rho,
    sparsityWeight: beta,
    weightDecay: lambda,
  });
  const weights = Object.fromEntries(
    model.variables.map(({ name, variable }) => [name, variable.dataSync()]),
  );
  const layer = (part: string, x: ArrayLike<number>, units: number) =>
    Array.from({ length: units }, (_, unit) => {
      let sum = weights[`${part}/bias`][unit];
      for (let i = 0; i < x.length; i++) sum += x[i] * weights[`${part}/kernel`][i * units + unit];
      return sigmoid(sum);
    });

  const average = new Array<number>(7).fill(0);
  let loss = 0;
  for (let sample = 0; sample < 20; sample++) {
    const x = data.values.subarray(sample * 15, (sample + 1) * 15);
    const code = layer('code/dense', x, 7);
    code.forEach((value, j) => (average[j] += value / 20));
    const output = layer('decoder/0', code, 15);
    for (let i = 0; i < 15; i++) loss += (output[i] - x[i]) ** 2 / (2 * 20);
  }
  for (const name of ['code/dense/kernel', 'decoder/0/kernel']) {
    for (const weight of weights[name]) loss += (lambda / 2) * weight ** 2;
  }
  for (const rate of average) {
    loss += beta * (rho * Math.log(rho / rate) + (1 - rho) * Math.log((1 - rho) / (1 - rate)));
  }

  const constant = (15 / 2) * Math.log(2 * Math.PI);
  expect((await model.evaluate(data)).loss).toBeCloseTo(loss + constant, 4);
  model.dispose();
});
