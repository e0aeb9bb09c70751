import { fit, type Autoencoder } from '@autoencoder-zoo/core';
import { load as loadGraphs, type UsableAutoencoder } from '@autoencoder-zoo/core/use';
import { findRecipe, load, recipeNames } from '@autoencoder-zoo/variants';
import {
  besideOf,
  fitting,
  inputShape,
  samples,
} from '../../packages/variants/src/testing/models.js';
import type { RecipeCases } from '../../packages/variants/src/testing/partCases.js';

/** Numbers that a recipe gave, by what they are, to be compared between platforms. */
export type Numbers = Readonly<Record<string, readonly number[]>>;

/** What became of a recipe: its numbers, or the error that it ended in. */
export interface Outcome {
  readonly name: string;
  readonly numbers?: Numbers;
  readonly error?: string;
}

/** Keeps a model, and says where {@link load} finds it. */
type Store = (model: Autoencoder) => Promise<Parameters<typeof load>[0]>;

/**
 * Has every recipe of the registry train for a few steps, with the options of its cases, encode,
 * decode, draw samples where it can, and do so again after it was stored and loaded: the whole
 * model, and its graphs alone.
 */
export async function* tryRecipes(store: Store): AsyncGenerator<Outcome> {
  for (const name of recipeNames) {
    try {
      yield { name, numbers: await numbersOf(name, store) };
    } catch (error) {
      yield { name, error: String(error) };
    }
  }
}

async function numbersOf(name: string, store: Store): Promise<Numbers> {
  const model = await make(name);
  const { training } = await fit(model, fitting(model, samples(23)), {
    epochs: 3,
    batchSize: 8,
    seed: 3,
  });
  const weights = model.variables.flatMap(({ variable }) => Array.from(variable.dataSync()));
  const used = await use(model);
  const place = await store(model);
  const loaded = await load(place);
  const again = await use(loaded);
  const graphs = await useGraphs(await loadGraphs(place), loaded);
  for (const each of [model, loaded]) each.dispose();
  const numbers = { ...training, weights, ...used, ...graphs };
  if (!Object.values(numbers).flat().every(Number.isFinite)) throw new Error('a number is none');
  if (JSON.stringify(again) !== JSON.stringify(used))
    throw new Error('the loaded model gives other numbers');
  return numbers;
}

async function make(name: string): Promise<Autoencoder> {
  // A file is called as the recipe in it, with hyphens.
  const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const { cases } = (await import(`../../packages/variants/src/recipes/${file}.cases.ts`)) as {
    readonly cases: RecipeCases;
  };
  return (await findRecipe(name)).make({ input: [...inputShape], ...cases.options.base });
}

/** The same by the saved graphs alone. */
async function useGraphs(graphs: UsableAutoencoder, model: Autoencoder): Promise<Numbers> {
  const data = fitting(model, samples(7, 2));
  const codes = await graphs.encode(data);
  const outputs = await graphs.decode(codes, { beside: besideOf(data) });
  await graphs.dispose();
  return { codesOfGraph: Array.from(codes), outputsOfGraph: Array.from(outputs) };
}

async function use(model: Autoencoder): Promise<Numbers> {
  const data = fitting(model, samples(7, 2));
  const beside = besideOf(data);
  const codes = await model.encode(data);
  const outputs = await model.decode(codes, { beside });
  const drawn = model.network.built.prior ? await model.sample(data.length, { beside }) : [];
  return { codes: Array.from(codes), outputs: Array.from(outputs), samples: Array.from(drawn) };
}
