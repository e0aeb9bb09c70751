import * as tf from '@tensorflow/tfjs-core';
import {
  definePart,
  evidenceLowerBound,
  fit,
  type ObjectiveInput,
  type Term,
} from '@autoencoder-zoo/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { objectiveAlone } from '../../testing/objectiveAlone.js';
import { samples, withParts } from '../../testing/models.js';
import { activityL1 } from '../../penalties/activity-l1/part.js';
import { gaussianCode } from '../../codes/gaussian/part.js';
import { importanceWeightedBound } from './part.js';

const [batchSize, draws] = [2, 3];

/** What an objective would get: a reconstruction and a KL term for each of three draws. */
function inputOf(reconstruction: tf.Tensor, ratio: tf.Tensor, weight: number): ObjectiveInput {
  return {
    batchSize,
    reconstruction: { value: reconstruction },
    divergence: { value: ratio, elements: ratio, weight },
  };
}

/** The loss that terms add up to. */
function lossOf(terms: Readonly<Record<string, Term>>): tf.Scalar {
  return Object.values(terms)
    .map(({ value, weight = 1 }) => tf.mul(value, weight))
    .reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
}

/** The bound as it is defined. */
function boundOf(reconstruction: tf.Tensor, ratio: tf.Tensor, weight: number): tf.Scalar {
  const logWeights = tf.neg(tf.add(reconstruction, tf.mul(ratio, weight)));
  const perSample = tf.logSumExp(tf.reshape(logWeights, [batchSize, draws]), 1);
  return tf.neg(tf.mean(tf.sub(perSample, Math.log(draws))));
}

const termsOf = objectiveAlone(importanceWeightedBound({ draws }));
const reconstruction = tf.tensor1d([3, 1, 2, 40, 41, 43]);
const ratio = tf.tensor1d([0.5, 2, 0.7, -1, 1, 0]);

describe('the importance-weighted bound', () => {
  it.each([1, 0.3])('is the logarithm of the mean weight, with beta %d', (beta) => {
    const terms = termsOf(inputOf(reconstruction, ratio, beta));
    const expected = boundOf(reconstruction, ratio, beta).dataSync()[0];
    expect(lossOf(terms).dataSync()[0]).toBeCloseTo(expected, 4);
  });

  it('has the gradient of its definition', () => {
    const gradient = (loss: typeof boundOf) =>
      tf
        .grads((a: tf.Tensor, b: tf.Tensor) => loss(a, b, 0.3))([reconstruction, ratio])
        .map((tensor) => Array.from(tensor.dataSync()));
    const ours = gradient((...given) => lossOf(termsOf(inputOf(...given))));
    const theirs = gradient(boundOf);
    ours.flat().forEach((value, i) => expect(value).toBeCloseTo(theirs.flat()[i], 5));
  });

  it('stays finite where one draw outweighs the others beyond what exp can hold', () => {
    const far = tf.tensor1d([0, 5000, 9000, 1e6, 1e6, 1e6 + 500]);
    const terms = termsOf(inputOf(far, tf.zeros([6]), 1));
    expect(terms['weighting'].value.dataSync()[0]).toBeCloseTo(
      (Math.log(3) + Math.log(3 / 2)) / 2,
      5,
    );
    expect(lossOf(terms).dataSync()[0]).toBeCloseTo(5e5, -1);
  });
});

describe('a model with it', () => {
  const run = { epochs: 3, batchSize: 8, seed: 5 };
  const data = samples(24);

  it('is trained as by the evidence lower bound with one draw', async () => {
    const make = (objective: ReturnType<typeof evidenceLowerBound>) =>
      withParts({
        code: gaussianCode({ dim: 3, beta: 0.7 }),
        penalties: [activityL1({ weight: 0.1 })],
        objective,
      });
    const [one, plain] = [make(importanceWeightedBound({ draws: 1 })), make(evidenceLowerBound())];
    const { weighting, ...terms } = (await fit(one, data, run)).training;
    expect(weighting).toEqual([0, 0, 0]);
    const expected = (await fit(plain, data, run)).training;
    expect(Object.keys(terms)).toEqual(Object.keys(expected));
    for (const [name, values] of Object.entries(expected)) {
      values.forEach((value, epoch) => expect(terms[name][epoch]).toBeCloseTo(value, 4));
    }
    for (const model of [one, plain]) model.dispose();
  });

  it('is bounded more tightly the more draws there are', async () => {
    const evaluated = [];
    const trained = withParts({ code: gaussianCode({ dim: 3 }) });
    await fit(trained, data, { ...run, epochs: 20 });
    for (const draws of [1, 5, 50]) {
      const model = withParts({
        code: gaussianCode({ dim: 3 }),
        objective: importanceWeightedBound({ draws }),
      });
      model.variables.forEach(({ variable }, i) => variable.assign(trained.variables[i].variable));
      evaluated.push((await model.evaluate(data)).loss);
      model.dispose();
    }
    trained.dispose();
    expect(evaluated[1]).toBeLessThan(evaluated[0]);
    expect(evaluated[2]).toBeLessThan(evaluated[1]);
  });

  it('encodes each sample once and decodes each draw', async () => {
    const rows: number[][] = [];
    const watching = definePart({
      kind: 'penalty',
      name: 'watching@1',
      options: z.strictObject({}),
      build: () => ({
        terms({ features, coded, parameters }) {
          rows.push([features, coded.mean, coded.z, parameters].map(({ shape }) => shape[0]));
          return {};
        },
      }),
    });
    const model = withParts({
      code: gaussianCode({ dim: 3 }),
      penalties: [watching()],
      objective: importanceWeightedBound({ draws: 5 }),
    });
    await fit(model, data, { ...run, epochs: 1 });
    expect(rows[0]).toEqual([8, 8, 40, 40]);
    model.dispose();
  });
});
