import {
  fit,
  OptionsError,
  warmUp,
  type Autoencoder,
  type PartKind,
  type PartName,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { findPart, partNames } from '../parts.js';
import { findRecipe, recipeNames } from '../recipes.js';
import { inputShape, samples, withParts, type CaseParts } from '../testing/cases.js';

type Options = Readonly<Record<string, unknown>>;

/** What an option does: terms of a few steps, codes, and outputs, which depend on all else. */
async function effect(model: Autoencoder): Promise<string> {
  const data = samples(16);
  const history = await fit(model, data, { epochs: 2, batchSize: 8, seed: 1 });
  const outputs = await model.reconstruct(data);
  const { parameterCount } = model;
  model.dispose();
  return JSON.stringify({ history, parameterCount, outputs: Array.from(outputs) });
}

/** Options without and with another value; an option that only counts beside others brings them. */
function compare(base: Options, option: string, other: unknown) {
  const together = typeof other === 'object' && other !== null && Object.hasOwn(other, option);
  const changed = together ? (other as Options) : { [option]: other };
  const companions = Object.fromEntries(
    Object.entries(changed).filter(([name]) => name !== option),
  );
  return { before: { ...base, ...companions }, after: { ...base, ...changed } };
}

const recurrentOptions = {
  base: { units: 3, latentDim: 3 },
  others: {
    latentDim: 4,
    units: 4,
    layers: 2,
    bidirectional: true,
    decoderInput: 'nothing',
    reverse: true,
    likelihood: 'bernoulli',
    scaling: 'standard',
    seed: 1,
  },
};

/** For each recipe, options to start from, and for each of its options another value. */
const recipeOptions: Readonly<Record<string, { base: Options; others: Options }>> = {
  underComplete: {
    base: { hidden: [6], latentDim: 3 },
    others: {
      latentDim: 4,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'bernoulli',
      initialiser: 'glorotUniform',
      scaling: 'standard',
      seed: 1,
      codeActivation: 'tanh',
      tied: true,
    },
  },
  overComplete: {
    base: { hidden: [6], latentDim: 20 },
    others: {
      latentDim: 21,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'gaussianLearned',
      initialiser: 'heUniform',
      scaling: 'centre',
      seed: 1,
      activityWeight: 0.1,
    },
  },
  sparse: {
    base: { hidden: [6], latentDim: 20 },
    others: {
      latentDim: 21,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'gaussianPredicted',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      outputActivation: 'sigmoid',
      rho: 0.2,
      sparsityWeight: warmUp(3, { epochs: 2 }),
      weightDecay: 0.1,
    },
  },
  contractive: {
    base: { hidden: [6], latentDim: 8 },
    others: {
      latentDim: 9,
      hidden: [5],
      activation: 'tanh',
      codeActivation: 'tanh',
      likelihood: 'squaredError',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      contractionWeight: warmUp(3, { epochs: 2 }),
      tied: false,
    },
  },
  denoising: {
    base: { hidden: [6], latentDim: 8 },
    others: {
      latentDim: 9,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'squaredError',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      codeActivation: 'sigmoid',
      tied: true,
      noise: 'gaussian',
      rate: 0.5,
      deviation: { noise: 'gaussian', deviation: 0.7 },
    },
  },
  variational: {
    base: { hidden: [6], latentDim: 3 },
    others: {
      latentDim: 4,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'gaussian',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      beta: 4,
      codeVariance: 'learned',
    },
  },
  importanceWeighted: {
    base: { hidden: [6], latentDim: 3 },
    others: {
      latentDim: 4,
      hidden: [5],
      activation: 'tanh',
      likelihood: 'gaussian',
      initialiser: 'heUniform',
      scaling: 'minMax',
      seed: 1,
      beta: 4,
      draws: 2,
    },
  },
  gru: recurrentOptions,
  lstm: recurrentOptions,
};

describe.each([...recipeNames])('recipe %s', (name) => {
  const { base, others } = recipeOptions[name];

  it('has another value here for each of its options', async () => {
    const { options } = await findRecipe(name);
    const names = Object.keys(options.shape).filter((option) => option !== 'input');
    expect(Object.keys(others).toSorted()).toEqual(names.toSorted());
  });

  it.each(Object.keys(others))('does something else with another %s', async (option) => {
    const recipe = await findRecipe(name);
    const { before, after } = compare(base, option, others[option]);
    const make = (options: Options) => recipe.make({ input: [...inputShape], ...options });
    expect(await effect(make(after))).not.toBe(await effect(make(before)));
  });

  it('refuses options that it does not know, naming those that it does', async () => {
    const recipe = await findRecipe(name);
    const make = () => recipe.make({ input: [...inputShape], latentDims: 3 });
    expect(make).toThrow(OptionsError);
    expect(make).toThrow(/unknown option "latentDims"; known are: .*latentDim/);
  });
});

const recurrentEncoderOptions = {
  base: { units: 3 },
  others: { units: 4, layers: 2, bidirectional: true },
};
const recurrentDecoderOptions = {
  base: { units: 3 },
  others: { units: 4, layers: 2, bidirectional: true, input: 'output', reverse: true },
};

/** For each part, options to start from, and for each of its options another value. */
const partOptions: Readonly<Record<`${PartKind} ${PartName}`, { base: Options; others: Options }>> =
  {
    'corruption gaussianNoise@1': { base: {}, others: { deviation: 1 } },
    'corruption masking@1': { base: {}, others: { rate: 0.7 } },
    'corruption saltAndPepper@1': { base: {}, others: { rate: 0.5, values: [-1, 2] } },
    'encoder dense@1': {
      base: { hidden: [4] },
      others: { hidden: [5], activation: 'sigmoid', initialiser: 'glorotUniform' },
    },
    'encoder gru@1': recurrentEncoderOptions,
    'encoder lstm@1': recurrentEncoderOptions,
    'code binary@1': {
      base: { dim: 3 },
      others: { dim: 4, deviation: 1, initialiser: 'heUniform' },
    },
    'code deterministic@1': {
      base: { dim: 3 },
      others: { dim: 4, activation: 'tanh', initialiser: 'heUniform' },
    },
    'code gaussian@1': {
      base: { dim: 3 },
      others: { dim: 4, beta: 0, variance: 'learned', initialiser: 'heUniform' },
    },
    'decoder dense@1': {
      base: {},
      others: {
        hidden: [5],
        activation: { hidden: [4], activation: 'tanh' },
        outputActivation: 'sigmoid',
        initialiser: 'heUniform',
        tied: true,
      },
    },
    'decoder gru@1': recurrentDecoderOptions,
    'decoder lstm@1': recurrentDecoderOptions,
    'likelihood bernoulli@1': { base: {}, others: {} },
    'likelihood categorical@1': { base: {}, others: {} },
    'likelihood multinomial@1': { base: {}, others: {} },
    'likelihood squaredError@1': { base: {}, others: {} },
    'likelihood gaussian@1': { base: {}, others: { variance: 'predicted' } },
    'prior standardNormal@1': { base: {}, others: {} },
    'penalty activityL1@1': { base: {}, others: { weight: 1 } },
    'penalty contraction@1': { base: {}, others: { weight: 3 } },
    'penalty sparsity@1': { base: {}, others: { rho: 0.3, weight: 5 } },
    'penalty weightDecay@1': { base: { weight: 1 }, others: { weight: 2, only: ['decoder'] } },
    'objective evidenceLowerBound@1': { base: {}, others: {} },
    'objective importanceWeightedBound@1': { base: {}, others: { draws: 2 } },
  };

/** A model with one part of the zoo made from options. */
async function modelWith(kind: PartKind, name: PartName, options: Options): Promise<Autoencoder> {
  const factory = (await findPart(kind, name))!;
  const part = factory(options);
  const parts = kind === 'penalty' ? { penalties: [part] } : { [kind]: part };
  return withParts(parts as CaseParts);
}

describe.each(partNames().filter(({ name }) => name !== 'layers@1'))('$kind $name', (part) => {
  const { kind, name } = part;
  const { base, others } = partOptions[`${kind} ${name}`];

  it('has another value here for each of its options', async () => {
    const { options } = (await findPart(kind, name))!;
    expect(Object.keys(others).toSorted()).toEqual(namesOf(options).toSorted());
  });

  it('does something else with another value of each option', async () => {
    for (const [option, other] of Object.entries(others)) {
      const { before, after } = compare(base, option, other);
      const first = await effect(await modelWith(kind, name, before));
      const second = await effect(await modelWith(kind, name, after));
      expect(second, option).not.toBe(first);
    }
  });

  it('refuses options that it does not know', async () => {
    const factory = (await findPart(kind, name))!;
    expect(() => factory({ ...base, rates: 1 })).toThrow(/unknown option "rates"/);
  });
});

function namesOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
