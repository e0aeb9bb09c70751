import * as tf from '@tensorflow/tfjs-core';
import { RandomStream, trainingLoss, type Autoencoder } from '@autoencoder-zoo/core';
import { valueAndGradient } from '@autoencoder-zoo/engine';
import { describe, expect, it } from 'vitest';
import { cases, inputShape, samples, withParts } from './testing/cases.js';
import { trainingInputs } from './testing/trainingInputs.js';

const batch = 4;
const directions = 3;
/** Lengths of the steps along a direction of unit length. */
const distances = [2e-2, 1e-2, 5e-3, 2.5e-3];

/** A batch with noise that stays the same from call to call. */
function fixedInputs(model: Autoencoder) {
  const x = { data: Float32Array.from(samples(batch).values), shape: [batch, ...inputShape] };
  return trainingInputs(model, x, {
    noise({ name, distribution }, target) {
      const stream = new RandomStream(3, name);
      if (distribution.kind === 'bernoulli') stream.bernoulli(target, distribution.probability);
      else stream[distribution.kind](target);
    },
    weight: () => 0.7,
  });
}

function unitDirection(size: number, seed: number): Float32Array {
  const direction = new RandomStream(seed, 'direction').normal(new Float32Array(size));
  const length = Math.hypot(...direction);
  return direction.map((value) => value / length);
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

describe.each(Object.entries(cases))('gradient of %s', (_, parts) => {
  it('is the slope of the loss', async () => {
    const model = withParts(parts());
    const inputs = fixedInputs(model);
    const trained = model.variables.filter((v) => v.trained);
    const differentiator = await valueAndGradient(
      trainingLoss(model),
      trained.map(({ variable }) => variable),
      inputs,
      { state: model.variables.filter((v) => !v.trained).map(({ variable }) => variable) },
    );
    const { value, gradients } = await differentiator.run(inputs);
    for (const [i, { name, variable }] of trained.entries()) {
      const start = Float32Array.from(variable.dataSync());
      const lossAt = async (distance: number, direction: Float32Array) => {
        const moved = start.map((weight, j) => weight + distance * direction[j]);
        variable.assign(tf.tensor(moved, variable.shape));
        return (await differentiator.run(inputs)).value;
      };
      for (let seed = 0; seed < directions; seed++) {
        const direction = unitDirection(variable.size, seed);
        const slope = dot(gradients[i], direction);
        const errs = [];
        for (const distance of distances) {
          const difference =
            (await lossAt(distance, direction)) - (await lossAt(-distance, direction));
          errs.push(Math.abs(difference / (2 * distance) - slope));
        }
        console.log(
          'E',
          _,
          name,
          value.toFixed(2),
          Math.hypot(...gradients[i]).toFixed(4),
          slope.toFixed(4),
          errs.map((e) => e.toExponential(1)).join(' '),
        );
      }
      variable.assign(tf.tensor(start, variable.shape));
    }
    await differentiator.dispose();
    model.dispose();
  });
});
