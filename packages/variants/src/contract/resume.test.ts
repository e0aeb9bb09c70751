import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fit, type Autoencoder } from '@autoencoder-zoo/core';
import { adam, stochasticGradientDescent } from '@autoencoder-zoo/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { findRecipe } from '../recipes.js';
import { fitting, inputShape, samples, withParts } from '../testing/models.js';
import { cases, recipeCases } from '../testing/partCases.js';

const folder = mkdtempSync(join(tmpdir(), 'resume-'));
afterAll(() => rmSync(folder, { recursive: true }));

const random = samples(16);
const [steps, stepsPerEpoch] = [6, 2];

/** An optimiser for each group, one of which rests at every other step. */
function optimisersFor({ variables }: Autoencoder) {
  const groups = variables.filter((v) => v.trained).map(({ group }) => group);
  const optimiser = stochasticGradientDescent({ learningRate: 0.01, momentum: 0.9 });
  return Object.fromEntries(
    groups.map((group) => [group, group === 'model' ? adam() : { optimiser, every: 2 }]),
  );
}

/**
 * Trains by as many runs as there are ends, each in a model of its own, and gives what is left:
 * weights, state, slots, counters and history.
 */
async function train(make: () => Autoencoder, ends: readonly number[]): Promise<Buffer> {
  const path = join(folder, 'run.safetensors');
  for (const [run, end] of ends.entries()) {
    const model = make();
    const data = fitting(model, random);
    await fit(model, data, {
      steps: end,
      batchSize: data.length / stepsPerEpoch,
      seed: 5,
      optimiser: optimisersFor(model),
      validation: data,
      checkpoint: { path },
      resume: run > 0,
    });
    model.dispose();
  }
  return readFileSync(path);
}

async function expectSameWhenResumed(make: () => Autoencoder): Promise<void> {
  const whole = await train(make, [steps]);
  // Within an epoch, then at the end of one.
  const resumed = await train(make, [stepsPerEpoch + 1, 2 * stepsPerEpoch, steps]);
  expect(resumed.equals(whole)).toBe(true);
}

describe('a run that was stopped twice ends with the same bytes as one left alone', () => {
  it.each(Object.entries(cases))('%s', (_, parts) =>
    expectSameWhenResumed(() => withParts(parts())),
  );

  it.each([...recipeCases])('recipe %s', async (name, { options: { base } }) => {
    const recipe = await findRecipe(name);
    await expectSameWhenResumed(() => recipe.make({ input: [...inputShape], ...base }));
  });
});
