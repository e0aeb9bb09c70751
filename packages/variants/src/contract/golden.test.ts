import * as tf from '@tensorflow/tfjs-core';
import {
  reviveAutoencoder,
  trainingLoss,
  trainingMode,
  type Autoencoder,
} from '@autoencoder-zoo/core';
import { adam, compileStep, sizeOf } from '@autoencoder-zoo/engine';
import { describe, expect, it } from 'vitest';
import { findPart } from '../findPart.js';
import { findRecipe, recipeNames } from '../recipes.js';
import {
  firstWeights,
  goldenCases,
  goldenColumn,
  goldenNoise,
  goldenSamples,
  type GoldenCase,
} from '../testing/golden.js';
import { groupsOf } from '../testing/groups.js';
import { fittingValues } from '../testing/models.js';
import { trainingInputs, type Floats } from '../testing/trainingInputs.js';

async function makeModel(golden: GoldenCase): Promise<Autoencoder> {
  const { recipe, options, parts = {}, weights, states = [] } = golden;
  const { spec } = (await findRecipe(recipe)).make(options);
  const model = await reviveAutoencoder({ ...spec, ...parts }, findPart);
  const names = model.variables.map(({ name }) => name);
  expect(names.toSorted()).toEqual([...weights, ...states].toSorted());
  for (const { name, variable } of model.variables) {
    if (states.includes(name)) continue;
    const values = firstWeights(weights.indexOf(name), variable.size);
    variable.assign(tf.tensor(values, variable.shape));
  }
  return model;
}

function maskOf({ lengths, batch, options }: GoldenCase): Floats | undefined {
  if (!lengths) return undefined;
  const shape = [batch, options.input[0]];
  const rows = lengths.flatMap((length) =>
    Array.from({ length: shape[1] }, (_, step) => Number(step < length)),
  );
  return { data: Float32Array.from(rows), shape };
}

function inputsAt(step: number, model: Autoencoder, golden: GoldenCase): Record<string, Floats> {
  const shape = [golden.batch, ...golden.options.input];
  return trainingInputs(
    model,
    { data: fittingValues(model, goldenSamples(step, sizeOf(shape))), shape },
    {
      mask: maskOf(golden),
      noise: ({ fill }, target) => target.set(goldenNoise(fill, step, target.length)),
      number: ({ name }) => golden.weightsOfTerms![name][step],
      column: (column, target) => target.set(goldenColumn(column, step, target.length)),
    },
  );
}

/** Trains as PyTorch did and gives the terms of each step. */
async function trainLike(golden: GoldenCase, model: Autoencoder) {
  const step = await compileStep(
    trainingLoss(model),
    groupsOf(model, adam({ learningRate: golden.learningRate })),
    inputsAt(0, model, golden),
    {
      state: model.variables.filter((v) => !v.trained).map(({ variable }) => variable),
      afterUpdate: (inputs) => {
        model.network.afterUpdate(model.network.batch(inputs, trainingMode));
      },
    },
  );
  const terms: Record<string, number>[] = [];
  for (let i = 0; i < golden.terms.length; i++) {
    terms.push(await step.run(inputsAt(i, model, golden)));
  }
  await step.dispose();
  return terms;
}

describe('PyTorch', () => {
  it('knows every recipe', () => {
    const recipes = new Set(Object.values(goldenCases).map(({ recipe }) => recipe));
    expect([...recipes].toSorted()).toEqual(recipeNames.toSorted());
  });

  it.each(Object.entries(goldenCases))('trains as we do: %s', async (_, golden) => {
    const model = await makeModel(golden);
    const terms = await trainLike(golden, model);
    golden.terms.forEach((expected, step) => {
      expect(Object.keys(terms[step]).toSorted()).toEqual(Object.keys(expected).toSorted());
      for (const [name, value] of Object.entries(expected)) {
        const scale = Math.max(Math.abs(value), golden.scales?.[name] ?? 0);
        const error = Math.abs(terms[step][name] - value);
        expect(error, `${name} at step ${step}`).toBeLessThanOrEqual(1e-5 * scale);
      }
    });
    for (const { name, variable } of model.variables) {
      golden.final[name].forEach((value, i) => {
        expect(variable.dataSync()[i], `${name}[${i}]`).toBeCloseTo(value, 5);
      });
    }
    model.dispose();
  });
});
