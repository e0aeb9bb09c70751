import * as tf from '@tensorflow/tfjs-core';
import { pickVariables, RandomStream, trainingLoss, type Model } from '@autoencoder-zoo/core';
import { compileStep, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { expect } from 'vitest';
import { fitting, inputShape, samples } from './models.js';
import { groupsOf, objectiveOf } from './groups.js';
import { trainingInputs, type Floats } from './trainingInputs.js';

/** Few samples, so that few units stand near the kink of their ReLU. */
const batch = 4;
const directions = 3;
/**
 * How far weights are moved along a direction of unit length. Far suits float32: the loss
 * is rounded to 2^-24 of itself, and that over the distance is the error. Near suits a loss
 * that bends, and a unit that passes its kink. The difference that comes closest counts.
 */
const distances = [0.3, 0.1, 0.03, 0.01, 0.003];
/** A share of the gradient's length, for the bend, and one of the loss, for rounding. */
const tolerance = (loss: number, gradient: Float32Array) =>
  2e-3 * Math.hypot(...gradient) + 2 ** -22 * Math.abs(loss);

/** A batch with noise that stays the same from call to call. */
function fixedInputs(model: Model): Record<string, Floats> {
  const classes = model.network.task.target?.classes;
  const { values } = fitting(model, samples(batch));
  const x = { data: Float32Array.from(values), shape: [batch, ...inputShape] };
  return trainingInputs(model, x, {
    target: classes === undefined ? undefined : targets(classes),
    noise: ({ name, fill }, target) => fill(new RandomStream(3, name), target),
    number: () => 0.7,
    column: ({ classes, shape, name }, target) =>
      target.set(
        classes === undefined
          ? samples(batch).beside![name]
          : Array.from(target, (_, i) => Number(i % shape[0] === Math.floor(i / shape[0]) % 3)),
      ),
  });
}

function targets(classes: number): Floats {
  const data = new Float32Array(batch * classes);
  for (let row = 0; row < batch; row++) data[row * classes + ((row * 2) % classes)] = 1;
  return { data, shape: [batch, classes] };
}

function unitDirection(size: number, seed: number): Float32Array {
  const direction = new RandomStream(seed, 'direction').normal(new Float32Array(size));
  const length = Math.hypot(...direction);
  return direction.map((value) => value / length);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/**
 * Holds the gradient of a model's loss, at random weights and samples, against
 * differences of the loss.
 *
 * @param estimated - Parts or variables for which it is another thing by intent.
 */
export async function expectGradient(
  model: Model,
  estimated: readonly string[] = [],
): Promise<void> {
  const inputs = fixedInputs(model);
  const pick = (trained: boolean) => model.variables.filter((v) => v.trained === trained);
  const trained = pick(true);
  const step = await compileStep(
    trainingLoss(model),
    groupsOf(model, stochasticGradientDescent({ learningRate: 1 })),
    inputs,
    { ...model.engine, state: pick(false).map(({ variable }) => variable) },
  );
  const valuesOf = () => trained.map(({ variable }) => Float32Array.from(variable.dataSync()));
  const starts = valuesOf();
  // State that changes from run to run would change the loss.
  const states = pick(false).map(({ variable }) => ({
    variable,
    values: Float32Array.from(variable.dataSync()),
  }));
  const lossesNow = async () => {
    const losses = await step.run(inputs);
    for (const { variable, values } of states) {
      tf.tidy(() => {
        variable.assign(tf.tensor(values, variable.shape));
      });
    }
    return losses;
  };
  const losses = await lossesNow();
  // A step of the learning rate 1 subtracts the gradient.
  const gradients = valuesOf().map((after, i) => after.map((value, j) => starts[i][j] - value));
  const put = (i: number, values: Float32Array) => {
    const { variable } = trained[i];
    tf.tidy(() => {
      variable.assign(tf.tensor(values, variable.shape));
    });
  };
  starts.forEach((values, i) => {
    put(i, values);
  });
  const rates: Record<string, number> = step.learningRates;
  for (const group of Object.keys(rates)) rates[group] = 0;

  const excepted = estimated.length > 0 ? pickVariables(model.variables, estimated) : [];
  for (const [i, named] of trained.entries()) {
    if (excepted.includes(named)) continue;
    const { name, variable } = named;
    const objective = objectiveOf(named.group);
    const lossAt = async (distance: number, direction: Float32Array) => {
      put(
        i,
        starts[i].map((weight, j) => weight + distance * direction[j]),
      );
      return (await lossesNow())[objective];
    };
    expect(Math.hypot(...gradients[i]), name).toBeGreaterThan(0);
    for (let seed = 0; seed < directions; seed++) {
      const direction = unitDirection(variable.size, seed);
      const slope = dot(gradients[i], direction);
      const errors: number[] = [];
      for (const distance of distances) {
        const rise = (await lossAt(distance, direction)) - (await lossAt(-distance, direction));
        errors.push(Math.abs(rise / (2 * distance) - slope));
      }
      expect(Math.min(...errors), `${name}, slope ${slope}`).toBeLessThan(
        tolerance(losses[objective], gradients[i]),
      );
    }
    put(i, starts[i]);
  }
  await step.dispose();
}
