import {
  fit,
  OptionsError,
  type AnyPartFactory,
  type Autoencoder,
  type PartFactory,
  type PartKind,
} from '@autoencoder-zoo/core';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { gaussianCode } from '../codes/gaussian/part.js';
import { standardNormal } from '../priors/standard-normal/part.js';
import { findRecipe, recipeNames } from '../recipes.js';
import { registeredParts } from '../registry.js';
import {
  besideOf,
  fitting,
  inputShape,
  samples,
  withParts,
  type CaseParts,
} from '../testing/models.js';
import { partCases, recipeCases, type Options } from '../testing/partCases.js';

/** What an option does: terms of a few steps, codes, and outputs, which depend on all else. */
async function effect(model: Autoencoder): Promise<string> {
  const data = fitting(model, samples(16));
  const history = await fit(model, data, { epochs: 2, batchSize: 8, seed: 1 });
  const outputs = await model.reconstruct(data);
  const { parameterCount, network } = model;
  const drawn = network.built.prior
    ? await model.sample(8, { beside: besideOf(data.slice(0, 8)) })
    : [];
  model.dispose();
  const [out, sampled] = [outputs, drawn].map((values) => Array.from(values));
  return JSON.stringify({ history, parameterCount, out, sampled });
}

/**
 * Options without and with another value; an option that only counts beside others
 * brings them, and one that changes together with others is a function.
 */
function compare(base: Options, option: string, other: unknown) {
  if (typeof other === 'function') {
    return { before: base, after: { ...base, ...(other as () => Options)() } };
  }
  const together = typeof other === 'object' && other !== null && Object.hasOwn(other, option);
  const changed = together ? (other as Options) : { [option]: other };
  const companions = Object.fromEntries(
    Object.entries(changed).filter(([name]) => name !== option),
  );
  return { before: { ...base, ...companions }, after: { ...base, ...changed } };
}

describe.each([...recipeCases])('recipe %s', (name, { options: { base, others } }) => {
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
    expect(make).toThrow(/unknown option "latentDims"; known are: .*input.*seed/);
  });
});

it('has cases for every recipe', () => {
  const names = [...recipeCases.keys()].map(async (name) => (await findRecipe(name)).name);
  return expect(Promise.all(names).then((all) => all.toSorted())).resolves.toEqual(
    recipeNames.toSorted(),
  );
});

/** A model with one part of the zoo made from options. */
function modelWith(factory: AnyPartFactory, options: Options, beside: CaseParts): Autoencoder {
  const part = (factory as PartFactory<unknown>)(options);
  const { kind } = factory;
  const parts = kind === 'penalty' ? { penalties: [part] } : { [kind]: part };
  return withParts({ ...companions(kind), ...beside, ...parts } as CaseParts);
}

/** A prior shows what it does beside a code that is a distribution; penalties may draw from one. */
const companions = (kind: PartKind): CaseParts => {
  if (kind === 'prior') return { code: gaussianCode({ dim: 4 }) };
  return kind === 'penalty' ? { prior: standardNormal() } : {};
};

describe.each(registeredParts.map(({ path, load }) => ({ path, load })))(
  '$path',
  ({ path, load }) => {
    const { models, options } = partCases.get(path) ?? { models: {} };

    it('has models to be tried in', () => {
      expect(Object.keys(models).length).toBeGreaterThan(0);
    });

    if (!options) return;
    const { base, others, beside = () => ({}) } = options;

    it('has another value for each of its options', async () => {
      const { options: schema } = await load();
      expect(Object.keys(others).toSorted()).toEqual(namesOf(schema).toSorted());
    });

    it('does something else with another value of each option', async () => {
      const factory = await load();
      for (const [option, other] of Object.entries(others)) {
        const { before, after } = compare(base, option, other);
        const first = await effect(modelWith(factory, before, beside()));
        const second = await effect(modelWith(factory, after, beside()));
        expect(second, option).not.toBe(first);
      }
    });

    it('refuses options that it does not know', async () => {
      const factory = (await load()) as PartFactory<unknown>;
      expect(() => factory({ ...base, rates: 1 })).toThrow(/unknown option "rates"/);
    });
  },
);

function namesOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
